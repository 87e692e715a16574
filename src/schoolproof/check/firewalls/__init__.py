"""What controls on firewalls share: whom a rule serves, what the whole rule base lets through."""
