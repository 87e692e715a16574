"""Exact reasoning over sets of packets: what a rule base lets through, and what it cannot."""
