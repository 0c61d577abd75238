"""Goods to change."""

import pytest

from tests.factories.inventory import put, register_location

V1 = "/api/v1"


@pytest.fixture
def ten_bolts():
    """Ten bolts on one shelf, and another one."""
    register_location("A-01")
    register_location("B-01")
    put(10)


@pytest.fixture
def stocked(api):
    """The same over HTTP, for a client of its own."""
    api.post(f"{V1}/skus", {"code": "bolt-m8"})
    api.post(f"{V1}/locations", {"code": "A-01", "kind": "pick"})
    api.post(f"{V1}/locations", {"code": "R-01", "kind": "reserve"})
    line = {"sku": "bolt-m8", "location": "A-01", "quantity": 10}
    api.post(f"{V1}/receipts", {"reference": "ASN-1", "lines": [line]})
