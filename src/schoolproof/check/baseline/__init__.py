"""A revision beside the working tree: what became worse, and what need not be judged again."""
