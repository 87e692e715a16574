"""`python -m schoolproof`."""

from schoolproof.cli import main

main()
