"""Beginning a school's repository: a thin skeleton, and drafts from configurations that are there.

A draft states what was seen. What only people know stands in it as a comment to be filled in.
"""

from schoolproof.start.run import Made, Wish, begin

__all__ = ["Made", "Wish", "begin"]
