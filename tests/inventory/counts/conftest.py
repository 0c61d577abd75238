"""Goods to count."""

import pytest

from tests.factories.inventory import put, register_location


@pytest.fixture
def hundred():
    """A hundred bolts on one shelf, and an empty one beside it."""
    register_location("A-01", pick_sequence=1)
    register_location("A-02", pick_sequence=2)
    put(100)
