"""Accepted against observed: how the live network differs from what Git accepts, by meaning."""
