"""What all tests of picking start from."""

from datetime import timedelta

import pytest


@pytest.fixture(autouse=True)
def nobody_looks_for_other_goods(settings):
    """Let no walk stay open: inventory is not there to answer."""
    settings.REPLACEMENT_WAIT = timedelta(0)
