"""Orders whose events arrive together: what they get one by one, and what follows from it."""

import random
from dataclasses import replace
from functools import partial
from uuid import uuid4

import pytest

from tests.factories.arrivals import arrived
from tests.factories.inventory import (
    CLIENT,
    put,
    register_location,
    releasing,
    reserving,
)
from tests.inventory.reading import OF_THE_LEDGER, differences, published, totals
from tests.support.arrivals import news_of, one_by_one, together
from tests.support.races import at_once
from wms.inventory import facade as inventory
from wms.inventory.contracts import ReservationStatus
from wms.inventory.models import InventoryInbox, InventoryOutbox, Reservation
from wms.inventory.subscribers import subscriber
from wms.kernel.errors import DomainError
from wms.kernel.ids import ClientId
from wms.orders.events import ReceivedLine

pytestmark = pytest.mark.django_db(transaction=True)
ACTIVE, WAITING = ReservationStatus.ACTIVE, ReservationStatus.WAITING


@pytest.fixture(autouse=True)
def shelf():
    register_location("A-01")


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

    rows = InventoryOutbox.objects.exclude(event_type__in=OF_THE_LEDGER)
    said = {row.partition_key: request_of(row.traceparent) for row in rows}
    asked = [news_of(each) for each in batch]
    assert said == {
        each.event.partition_key: request_of(each.received.traceparent) for each in asked
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
    orders = [reserving(1) for _order in range(3)]
    old = list(map(arrived, orders))
    together(subscriber, *old)
    for order in orders:
        inventory.release_reservation(releasing(order))
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


def test_members_that_get_the_same_events_at_once_reserve_each_order_once():
    put(30)
    orders = [reserving(1) for _order in range(40)]
    arrivals = list(map(arrived, orders))
    chance = random.Random(1)

    def batch():
        mine = chance.sample(arrivals, 20)
        return lambda: together(subscriber, *mine)

    tasks = [batch() for _batch in range(12)]
    tasks += [partial(inventory.reserve_stock, order) for order in chance.sample(orders, 20)]
    tasks += [partial(one_by_one, subscriber, each) for each in arrivals]
    chance.shuffle(tasks)

    at_once(tasks, connections=8)

    assert totals() == (30, 30, 0)
    said = [what for what, _version in published()]
    assert (said.count("stock-reserved"), said.count("shortage-detected")) == (30, 10)
    assert InventoryInbox.objects.count() == 40
    assert differences() == ()
