"""Tests of the virtual lab, over real SSH."""
