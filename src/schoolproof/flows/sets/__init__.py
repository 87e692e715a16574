"""Sets of packets, conditions on them, and the first rule of a base that meets them."""
