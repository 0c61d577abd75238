"""Orders whose events arrive together: what they get one by one, and what follows from it."""

from dataclasses import replace
from itertools import count
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.inventory import (
    CLIENT,
    put,
    register_location,
    register_sku,
    releasing,
    reserving,
)
from tests.inventory.reading import differences, published, totals
from tests.support.arrivals import arrival_of, one_by_one, together
from wms.inventory import facade as inventory
from wms.inventory.contracts import (
    ReservationNotFound,
    ReservationStatus,
    SkuNotFound,
    reservation_id_for,
)
from wms.inventory.models import InventoryInbox, InventoryOutbox, Reservation, StockBalance
from wms.inventory.subscribers import subscriber
from wms.kernel.errors import DomainError
from wms.kernel.ids import ClientId
from wms.orders.contracts import Priority, ShippingPolicy
from wms.orders.events import OrderReceivedEvent, ReceivedLine

pytestmark = pytest.mark.django_db(transaction=True)
EXAMPLES = count(1)
ACTIVE, WAITING = ReservationStatus.ACTIVE, ReservationStatus.WAITING
RANKS = tuple(Priority)


@pytest.fixture(autouse=True)
def shelf():
    register_location("A-01")


def arrived(order, **changes):
    """Return the arrival of an order's event, with a request of its own."""
    event = OrderReceivedEvent(
        order_id=order.order_id,
        client_id=order.client_id,
        warehouse_id=order.warehouse_id,
        number="O-1",
        external_ref="A-1",
        customer_id="C-1",
        priority=RANKS[order.priority_rank],
        shipping_policy=(
            ShippingPolicy.SHIP_PARTIAL if order.takes_part else ShippingPolicy.SHIP_COMPLETE
        ),
        ship_by=None,
        country="GB",
        lines=tuple(ReceivedLine(**vars(line)) for line in order.lines),
    )
    return arrival_of(replace(event, **changes))


def request_of(traceparent):
    return traceparent.split("-")[1]


def test_each_order_is_promised_its_lines_and_has_its_inbox_row():
    put(10)
    orders = [reserving(3), reserving(4), reserving(4)]

    together(subscriber, *map(arrived, orders))

    found = [inventory.get_reservation(order_id=each.order_id, round_no=1) for each in orders]
    assert [each.status for each in found] == [ACTIVE, ACTIVE, WAITING]
    assert totals() == (10, 7, 0)
    assert InventoryInbox.objects.count() == 3
    assert differences() == ()


def test_what_is_said_of_each_order_belongs_to_its_own_request():
    put(5)
    batch = [arrived(reserving(1)) for _order in range(8)]

    together(subscriber, *batch)

    rows = InventoryOutbox.objects.exclude(event_type="wms.inventory.stock-received")
    said = {row.partition_key: request_of(row.traceparent) for row in rows}
    assert said == {
        each.news.event.order_id: request_of(each.news.received.traceparent) for each in batch
    }
    assert {what for what, _ in published()} == {"stock-reserved", "shortage-detected"}


def test_the_saga_may_have_been_first_or_have_given_back():
    put(10)
    first, closed, new = reserving(4), reserving(4), reserving(6)
    inventory.reserve_stock(first)
    inventory.release_reservation(releasing(closed))
    before = published()

    together(subscriber, *map(arrived, (closed, first, new)))

    assert totals() == (10, 10, 0)
    assert published() == [*before, ("stock-reserved", 1)]
    assert InventoryInbox.objects.count() == 3
    inventory.reserve_stock(new)
    assert (totals(), len(published())) == ((10, 10, 0), len(before) + 1)
    assert differences() == ()


def test_events_that_come_again_among_new_ones_change_nothing():
    put(10)
    old = [arrived(reserving(1)) for _order in range(3)]
    together(subscriber, *old)
    for each in old:
        inventory.release_reservation(releasing(reserving(1, order_id=each.news.event.order_id)))
    before = published()

    together(subscriber, old[0], arrived(reserving(2)), old[2], arrived(reserving(3)), old[1])
    together(subscriber, *old)

    assert totals() == (10, 5, 0)
    assert published() == [*before, ("stock-reserved", 1), ("stock-reserved", 1)]
    assert InventoryInbox.objects.count() == 5
    assert differences() == ()


def test_orders_of_another_client_get_nothing_of_ours():
    put(10)
    ours = reserving(4)
    theirs = replace(reserving(4), client_id=ClientId(uuid4()))

    together(subscriber, arrived(theirs), arrived(ours))

    assert totals() == (10, 4, 0)
    assert Reservation.objects.get().client_id == CLIENT
    assert InventoryInbox.objects.count() == 2


@pytest.mark.parametrize("spoilt", ["no units", "a line twice"])
def test_what_no_order_can_ask_for_fails_the_batch_before_it_begins(spoilt):
    put(10)
    order = reserving(1)
    line = ReceivedLine(line_no=1, sku="BOLT-M8", quantity=0 if spoilt == "no units" else 1)
    bad = arrived(order, lines=(line, line))
    good = arrived(reserving(2))

    with pytest.raises(DomainError):
        together(subscriber, good, bad)
    with pytest.raises(DomainError):
        one_by_one(subscriber, bad)

    assert (totals(), published()) == ((10, 0, 0), [])
    assert not InventoryInbox.objects.exists()


# What a client wants, and what has become of the order before its event comes.
wishes = st.lists(st.tuples(st.sampled_from("ABX"), st.integers(1, 6)), min_size=1, max_size=3)
befores = st.sampled_from(["nothing", "nothing", "nothing", "reserved", "released", "heard"])
asked = st.lists(
    st.tuples(wishes, st.integers(0, 2), st.booleans(), befores), min_size=2, max_size=6
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
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
