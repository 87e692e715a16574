"""What the access lists of a switch that routes let through."""
