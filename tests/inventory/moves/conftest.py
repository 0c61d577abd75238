"""Goods to carry."""

import pytest

from tests.factories.inventory import put, register_location, register_sku
from wms.inventory.catalogue.contracts.words import LocationKind


@pytest.fixture
def goods():
    """Ten units at a place to pack, and shelves to carry them to."""
    register_sku()
    register_location("A-01")
    register_location("R-01", LocationKind.RESERVE)
    register_location("P-01", LocationKind.PACK_STATION)
    register_location("STAGE", LocationKind.STAGING)
    put(10, location="P-01", lot="L1")
