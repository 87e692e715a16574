"""schoolproof: proves that a school network meets the DfE standards."""

__version__ = "0.1.0"
