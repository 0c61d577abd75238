"""An order for eight of the ten units on two shelves."""

import pytest

from tests.factories.inventory import allocating, put, register_location, reserved
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.words import LocationKind


@pytest.fixture
def two_shelves():
    register_location("A-01", pick_sequence=10)
    register_location("B-01", pick_sequence=20)
    register_location("STAGE-1", LocationKind.STAGING)
    put(6, location="A-01")
    put(4, location="B-01")


@pytest.fixture
def order(two_shelves):
    return reserved(8)


@pytest.fixture
def allocation(order):
    return inventory.allocate_stock(allocating(order))
