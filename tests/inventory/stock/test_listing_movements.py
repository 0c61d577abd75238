"""The ledger over HTTP: what it is asked for, page by page, from an index."""

from datetime import UTC, datetime

import pytest
import time_machine

from tests.factories.inventory import (
    CLIENT,
    allocating,
    picking,
    put,
    register_location,
    reserving,
    shipping,
)
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.words import MovementCause
from wms.inventory.models import StockMovement
from wms.inventory.stock.contracts.stock import MovementFilter
from wms.inventory.stock.queries.movements import list_movements
from wms.kernel.pages import PageRequest

pytestmark = pytest.mark.django_db
MOVEMENTS = "/api/v1/movements"


def listed(**filters):
    page = list_movements(client_id=CLIENT, filters=MovementFilter(**filters), page=PageRequest())
    return [(each.cause.value, each.sku, each.quantity) for each in page.results]


@pytest.fixture
def work():
    """Three receipts on three days, and an order that took some of the last."""
    for code in ("A-01", "B-01"):
        register_location(code)
    with time_machine.travel("2026-10-30T12:00:00Z"):
        put(10)
    with time_machine.travel("2026-10-31T12:00:00Z"):
        put(6, sku="NUT", location="B-01", lot="L1")
    with time_machine.travel("2026-11-01T12:00:00Z"):
        put(5, sku="NUT", location="A-01", lot="L2")
    order = reserving(("NUT", 4))
    inventory.reserve_stock(order)
    with time_machine.travel("2026-11-02T12:00:00Z"):
        inventory.book_picks(picking(inventory.allocate_stock(allocating(order))))
    with time_machine.travel("2026-11-03T12:00:00Z"):
        inventory.book_shipment(shipping(order))
    return order


def test_the_ledger_is_listed_in_the_order_of_time_across_months(work):
    assert [(cause, quantity) for cause, _sku, quantity in listed()][-3:] == [
        ("receipt", 5),
        ("receipt", 6),
        ("receipt", 10),
    ]
    assert [cause for cause, _sku, _quantity in listed()][:2] == ["shipment", "pick"]


def test_each_filter_narrows_and_all_of_them_together(work):
    assert {sku for _cause, sku, _quantity in listed(sku="nut")} == {"NUT"}
    assert listed(sku="nothing") == listed(location="nowhere") == listed(lot="L9") == []
    assert listed(location="A-01", cause=(MovementCause.RECEIPT,)) == [
        ("receipt", "NUT", 5),
        ("receipt", "BOLT-M8", 10),
    ]
    assert listed(lot="L1", cause=(MovementCause.RECEIPT,)) == [("receipt", "NUT", 6)]
    assert {cause for cause, _sku, _quantity in listed(order_id=work.order_id)} == {
        "pick",
        "shipment",
    }
    assert listed(
        since=datetime(2026, 10, 31, 12, tzinfo=UTC), until=datetime(2026, 11, 1, 12, tzinfo=UTC)
    ) == [("receipt", "NUT", 6)]
    assert listed(location="customer") == [("shipment", "NUT", 4)]
    reference = StockMovement.objects.filter(lot="L2", cause="receipt").get().reference
    assert listed(reference=reference, sku="NUT", lot="L2", location="A-01") == [
        ("receipt", "NUT", 5)
    ]
    assert listed(lot="") == listed(reference="") == []


def test_a_line_between_two_places_is_listed_once_at_each():
    register_location("A-01")
    put(10)
    order = reserving(2)
    inventory.reserve_stock(order)
    inventory.book_picks(picking(inventory.allocate_stock(allocating(order)), short=1))

    causes = [cause for cause, _sku, _quantity in listed(location="A-01")]

    assert sorted(causes) == ["pick", "receipt", "short_pick"]
