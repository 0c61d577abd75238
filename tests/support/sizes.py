"""How much a long test does: a slice in every run, the whole of it by ``make test-whole``."""

import os
from typing import TypeVar

SizeT = TypeVar("SizeT")
IS_WHOLE = os.environ.get("WMS_TEST_SIZE") == "whole"


def sized(a_slice: SizeT, whole: SizeT) -> SizeT:
    """Return what this run asks for; mark the test as ``sliced``, so that a whole run finds it."""
    return whole if IS_WHOLE else a_slice
