"""Charts as inline SVG; every one has a table beside it, so none carries meaning alone."""
