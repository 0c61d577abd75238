"""A batch of received orders does what its events would have done one after another."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.arrivals import arrived
from tests.factories.inventory import (
    put,
    register_location,
    register_sku,
    releasing,
    reserving,
)
from tests.inventory.reading import differences
from tests.support.arrivals import one_by_one, together
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.refusals import SkuNotFound
from wms.inventory.contracts import ReservationNotFound
from wms.inventory.models import InventoryOutbox, StockBalance
from wms.inventory.reservations.contracts.reservations import reservation_id_for
from wms.inventory.subscribers import subscriber

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
EXAMPLES = count(1)


@pytest.fixture(autouse=True)
def shelf():
    register_location("A-01")


# What a client wants, and what has become of the order before its event comes.
wishes = st.lists(st.tuples(st.sampled_from("ABX"), st.integers(1, 6)), min_size=1, max_size=3)
befores = st.sampled_from(["nothing", "nothing", "nothing", "reserved", "released", "heard"])
asked = st.lists(
    st.tuples(wishes, st.integers(0, 2), st.booleans(), befores), min_size=2, max_size=6
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(stock=st.tuples(st.integers(0, 12), st.integers(0, 12)), wanted=asked)
def test_a_batch_is_as_if_its_events_had_come_one_by_one_the_urgent_first(stock, wanted):
    results = []
    for hand_over in (together, one_by_one):
        prefix = f"E{next(EXAMPLES)}"
        _stock_up(prefix, stock)
        orders = [_order(prefix, *each) for each in wanted]
        arrivals = [
            _after(before, order) for order, (*_, before) in zip(orders, wanted, strict=True)
        ]
        urgent_first = sorted(range(len(orders)), key=lambda place: orders[place].priority_rank)
        in_order = range(len(orders)) if hand_over is together else urgent_first
        hand_over(subscriber, *(arrivals[place] for place in in_order))
        results.append([_outcome(prefix, each) for each in orders] + [_totals(prefix)])

    assert results[0] == results[1]
    assert differences() == ()


def _stock_up(prefix, stock):
    for letter, units in zip("AB", stock, strict=True):
        if units:
            put(units, f"{prefix}-{letter}")
        else:
            register_sku(f"{prefix}-{letter}")


def _order(prefix, lines, rank, takes_part, _before):
    named = [(f"{prefix}-{letter}", units) for letter, units in lines]
    return reserving(*named, rank=rank, takes_part=takes_part)


def _after(before, order):
    """Let something become of an order, and return the arrival of its event."""
    arrival = arrived(order)
    try:
        if before == "reserved":
            inventory.reserve_stock(order)
        if before == "released":
            inventory.release_reservation(releasing(order))
    except SkuNotFound:
        return arrival
    if before == "heard":
        one_by_one(subscriber, arrival)
    return arrival


def _outcome(prefix, order):
    rows = InventoryOutbox.objects.filter(partition_key=order.order_id).order_by("id")
    said = [
        (
            row.event_type,
            row.sequence,
            row.data.replace(prefix, "")
            .replace(str(order.order_id), "")
            .replace(str(reservation_id_for(order.order_id, 1)), ""),
        )
        for row in rows
    ]
    try:
        found = inventory.get_reservation(order_id=order.order_id, round_no=1)
    except ReservationNotFound:
        return None, said
    lines = [(line.line_no, line.sku.removeprefix(prefix), line.quantity) for line in found.lines]
    return found.status, lines, said


def _totals(prefix):
    rows = StockBalance.objects.filter(sku__code__startswith=f"{prefix}-").order_by("sku__code")
    return [(row.usable, row.reserved, row.allocated) for row in rows if row.usable]
