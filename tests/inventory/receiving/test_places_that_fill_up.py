"""Goods that come one after another are led past places that others will fill."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.inventory import (
    CLIENT,
    WAREHOUSE,
    put,
    receiving,
    register_location,
    register_sku,
)
from wms.inventory import facade as inventory
from wms.inventory.catalogue.commands.register_location import (
    register_location as register_this_location,
)
from wms.inventory.catalogue.contracts.catalogue import NewLocation, RegisterLocation
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.contracts import MoveTaskFilter
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceiptLine
from wms.inventory.receiving.queries import put_away
from wms.kernel.pages import PageRequest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def dock():
    register_sku()
    register_location("DOCK", LocationKind.DOCK)


@pytest.fixture(autouse=True)
def few_places_are_looked_at(monkeypatch):
    monkeypatch.setattr(put_away, "SPARE", 1)


def places(many, max_units, kind=LocationKind.RESERVE):
    for number in range(many):
        place = NewLocation(
            code=f"{kind[0].upper()}-{number}", kind=kind, pick_sequence=number, max_units=max_units
        )
        register_this_location(
            RegisterLocation(warehouse_id=WAREHOUSE, location=place, actor="user:7")
        )


def receive(*quantities, **properties):
    """Receive lines at the dock, and return where they are to be put."""
    lines = [
        NewReceiptLine(
            **({"sku": "BOLT-M8", "location": "DOCK", "quantity": quantity} | properties)
        )
        for quantity in quantities
    ]
    receive_stock(receiving(*lines))
    page = inventory.list_move_tasks(
        client_id=CLIENT, filters=MoveTaskFilter(), page=PageRequest(limit=len(lines))
    )
    return [task.to_location for task in reversed(page.results)]


def test_places_that_tasks_will_fill_do_not_hide_those_that_are_free():
    places(6, max_units=10)
    receive(10, 10, 10, 10)
    register_sku("NUT-M8")

    assert receive(10, sku="NUT-M8") == ["R-4"]


def test_places_with_too_little_room_do_not_hide_those_with_enough():
    places(6, max_units=10)
    for number in range(4):
        put(5, location=f"R-{number}", sku="NUT-M8")

    assert receive(10) == ["R-4"]
    assert receive(1, 10, lot="L1") == ["R-0", "R-5"]


def test_goods_join_their_like_that_are_on_their_way():
    for code in ("A-01", "A-02"):
        register_location(code)

    assert receive(1, lot="L1") == ["A-01"]
    assert receive(1, lot="L1") == ["A-01"]


def test_quarantine_that_is_full_does_not_hide_what_is_not():
    places(4, max_units=10, kind=LocationKind.QUARANTINE)
    old = {"lot": "OLD", "expires_on": timezone.now().date() - timedelta(days=1)}
    receive(10, 10, 10, **old)

    assert receive(10, **old) == ["Q-3"]
