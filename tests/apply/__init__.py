"""Tests of plans and of carrying them to devices."""
