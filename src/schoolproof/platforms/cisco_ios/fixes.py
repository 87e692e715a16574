"""The table of fixes of this platform; the files beside this one fill it."""

from schoolproof.platforms.base import Fixes

fixes = Fixes()
