"""What was there at a moment that has passed."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.inventory import (
    CLIENT,
    WAREHOUSE,
    allocating,
    picking,
    put,
    register_location,
    releasing,
    reserving,
    shipping,
)
from tests.inventory.reading import differences, status_of
from wms.inventory import facade as inventory
from wms.inventory.contracts import ReservationStatus
from wms.inventory.models import BalanceHistory, StockBalance
from wms.inventory.stock.contracts.stock import StockFilter
from wms.inventory.stock.queries.stock import get_stock, list_stock
from wms.kernel.pages import PageRequest

pytestmark = pytest.mark.django_db
NUMBERS = count(1)
LONG_AGO = datetime(1999, 1, 1, tzinfo=UTC)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["receive", "reserve", "allocate", "pick", "pick short", "ship", "release"]
        ),
        st.integers(1, 9),
    ),
    max_size=12,
)


@pytest.fixture(autouse=True)
def shelves():
    register_location("A-01")
    register_location("B-01")


def seen(sku="BOLT-M8", as_of=None):
    """Return the totals of a SKU and where its goods lie."""
    stock = get_stock(client_id=CLIENT, sku=sku, warehouse_id=WAREHOUSE, as_of=as_of)
    units = [(unit.location, unit.lot, unit.status, unit.on_hand) for unit in stock.units]
    return stock.level, units


def listed(sku="BOLT-M8", as_of=None):
    filters = StockFilter(sku=sku, as_of=as_of)
    page = list_stock(client_id=CLIENT, filters=filters, page=PageRequest())
    return list(page.results)


def test_stock_is_shown_as_it_was_after_every_step():
    remembered = []
    put(10, location="A-01")
    remembered.append((timezone.now(), seen()))
    order = reserving(4)
    inventory.reserve_stock(order)
    remembered.append((timezone.now(), seen()))
    allocation = inventory.allocate_stock(allocating(order))
    remembered.append((timezone.now(), seen()))
    inventory.book_picks(picking(allocation))
    remembered.append((timezone.now(), seen()))
    inventory.book_shipment(shipping(order))

    assert [
        (level.usable, level.reserved, level.allocated) for _at, (level, _units) in remembered
    ] == [(10, 0, 0), (10, 4, 0), (10, 0, 4), (6, 0, 0)]
    assert [seen(as_of=at) for at, _stock in remembered] == [stock for _at, stock in remembered]
    assert [listed(as_of=at) for at, _stock in remembered] == [
        [level] for _at, (level, _units) in remembered
    ]


def test_nothing_was_there_before_the_beginning():
    put(10)

    level, units = seen(as_of=LONG_AGO)

    assert (level.usable, level.reserved, level.allocated, level.atp) == (0, 0, 0, 0)
    assert units == []
    assert listed(as_of=LONG_AGO) == [level]


def test_claims_of_the_past_are_not_known():
    put(10)

    stock = get_stock(client_id=CLIENT, sku="BOLT-M8", as_of=timezone.now())

    assert [(unit.on_hand, unit.allocated) for unit in stock.units] == [(10, None)]


def test_a_balance_changes_later_than_it_did_before_even_if_a_clock_went_back():
    put(10)
    tomorrow = timezone.now() + timedelta(days=1)
    StockBalance.objects.update(changed_at=tomorrow)

    inventory.reserve_stock(reserving(3))

    last = BalanceHistory.objects.latest("at")
    assert last.at == tomorrow + timedelta(microseconds=1)
    assert (last.usable, last.reserved, last.allocated) == (10, 3, 0)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_every_remembered_moment_is_shown_as_it_was_seen(steps):
    sku = f"SKU-{next(NUMBERS)}"
    put(5, sku=sku)
    orders: list[dict[str, Any]] = []
    remembered = []
    for step, number in steps:
        do(step, number, sku, orders)
        remembered.append((timezone.now(), seen(sku), listed(sku)))

    for at, stock, levels in remembered:
        assert (seen(sku, as_of=at), listed(sku, as_of=at)) == (stock, levels)
    assert differences() == ()


def do(step, number, sku, orders):
    """Take one step of the life of a SKU, if there is an order that can take it."""
    if step == "receive":
        put(
            number,
            sku=sku,
            location="A-01" if number % 2 else "B-01",
            lot="L" if number > 5 else "",
        )
    elif step == "reserve":
        order = reserving((sku, number))
        if inventory.reserve_stock(order).status is ReservationStatus.ACTIVE:
            orders.append({"order": order, "step": "reserved"})
    else:
        follow(step, number, orders)


def follow(step, number, orders):
    needed = {
        "allocate": "reserved",
        "pick": "allocated",
        "pick short": "allocated",
        "ship": "picked",
        "release": "reserved",
    }
    fitting = [each for each in orders if each["step"] == needed[step]]
    if not fitting:
        return
    life = fitting[number % len(fitting)]
    order = life["order"]
    if step == "allocate":
        # What another order found short may have been this one's.
        if status_of(order) is not ReservationStatus.ACTIVE:
            return
        life["allocation"] = inventory.allocate_stock(allocating(order))
        life["step"] = "allocated" if life["allocation"].places else "gone"
    elif step.startswith("pick"):
        inventory.book_picks(picking(life["allocation"], short=int(step == "pick short")))
        life["step"] = "picked"
    elif step == "ship":
        inventory.book_shipment(shipping(order))
        life["step"] = "gone"
    else:
        inventory.release_reservation(releasing(order))
        life["step"] = "gone"
