"""Counting while everybody else goes on, on real connections."""

import random
from dataclasses import replace

import pytest
from django.db.models import Sum

from tests.factories.counts import (
    BOSS,
    COUNTER,
    SECOND,
    asked,
    confirmed,
    counted_twice,
    found,
    ordered,
    posting,
    started,
    submitting,
    walking,
)
from tests.factories.inventory import (
    WAREHOUSE,
    allocating,
    deallocating,
    picking,
    put,
    receiving,
    register_location,
    reserving,
)
from tests.inventory.reading import differences, on_hand
from tests.support.races import assert_gap_free, at_once
from tests.support.sizes import sized
from wms.inventory import facade as inventory
from wms.inventory.contracts import PickedPlace, ReasonCode
from wms.inventory.counts.commands.plan_counts import plan_counts
from wms.inventory.counts.commands.post_count import post_count
from wms.inventory.counts.commands.start_count import start_count
from wms.inventory.counts.commands.submit_count import submit_count
from wms.inventory.counts.contracts.counts import CycleCount as CountAnswer
from wms.inventory.counts.contracts.counts import PlanCounts, StartCount
from wms.inventory.counts.contracts.refused_counts import CountTaken
from wms.inventory.models import CycleCount, CycleCountLine, StockMovement
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceiptLine
from wms.kernel.errors import Conflict, DomainError
from wms.picking.models import PickTaskLine
from wms.platform.tenancy import models as tenancy

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROUNDS = 4


def taking(count, worker):
    return lambda: start_count(StartCount(count_id=count.count_id, actor=f"token:{worker}"))


def test_one_worker_gets_a_count():
    register_location("A-01")
    put(1)
    count = asked()

    answers = at_once([taking(count, f"worker {n}") for n in range(16)], connections=16)

    (winner,) = [each for each in answers if isinstance(each, CountAnswer)]
    assert CycleCount.objects.get().worker == winner.worker
    assert sum(isinstance(each, CountTaken) for each in answers) == 15


def test_a_location_has_one_unfinished_count_whoever_asks():
    register_location("A-01")
    put(1)
    tenancy.Warehouse.objects.create(id=WAREHOUSE, code="LON1")
    plan = PlanCounts(now=asked().created_at, warehouse_id=WAREHOUSE, actor="user:7")
    CycleCount.objects.all().delete()

    answers = at_once([asked, lambda: plan_counts(plan)] * 8, connections=16)

    assert not [each for each in answers if isinstance(each, DomainError)]
    assert CycleCount.objects.count() == 1


def test_a_count_is_posted_once():
    register_location("A-01")
    put(100)
    count = counted_twice(50)

    answers = at_once([lambda: post_count(posting(count))] * 16, connections=16)

    assert {each.status for each in answers if isinstance(each, CountAnswer)} == {"posted"}
    assert StockMovement.objects.filter(cause="count").count() == 1
    assert (on_hand("A-01"), differences()) == (50, ())


def units_confirmed():
    return PickTaskLine.objects.aggregate(units=Sum("picked"))["units"]


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_what_pickers_take_while_it_is_counted_is_never_a_difference(seed):
    """What is expected is what was on the shelf at some moment while it was looked at."""
    chance = random.Random(seed)
    register_location("A-01")
    put(100)
    orders = [ordered(2) for _order in range(20)]
    walks = [walking(each) for each in orders]
    count = started(asked())
    seen = []

    def pick(number):
        def run():
            confirmed(walks[number])
            inventory.book_picks(picking(orders[number]))

        return run

    def look():
        before = units_confirmed()
        submit_count(submitting(count, 50))
        seen.append((before, units_confirmed()))

    tasks = [pick(number) for number in range(20)]
    tasks.insert(chance.randrange(4, 16), look)
    at_once(tasks, connections=8)

    (line,), ((before, after),) = CycleCountLine.objects.all(), seen
    assert before <= 100 - line.expected <= after
    assert on_hand("A-01") == 60
    assert differences() == ()


def as_confirmed(allocation, short):
    """Book at every place what the picker confirmed there."""
    places = tuple(
        PickedPlace(
            allocation_id=place.allocation_id,
            quantity=place.quantity - short,
            short_quantity=short,
            reason=ReasonCode.NOT_FOUND if short else None,
        )
        for place in allocation.places
    )
    return replace(picking(allocation), places=places)


def live(order, seed):
    """Let an order be reserved, allocated, picked, booked or given up."""
    chance = random.Random(seed)

    def run():
        inventory.reserve_stock(order)
        allocation = inventory.allocate_stock(allocating(order))
        if not allocation.places:
            return
        if chance.random() < 0.2:
            inventory.deallocate_stock(deallocating(order))
        walk = walking(allocation)
        short = chance.choice([0, 0, 0, 1])
        confirmed(walk, short=short)
        if chance.random() < 0.8:
            inventory.book_picks(as_confirmed(allocation, short))

    return run


def recount_all(place, seed):
    """Count a location with a random difference, by two people, and have it posted."""
    chance = random.Random(seed)

    def run():
        count = asked(place)
        skus = ("SKU-0", "SKU-1", "SKU-2")
        for who in (COUNTER, SECOND):
            started(count, who)
            findings = [found(chance.randint(10, 60), sku) for sku in skus]
            command = submitting(count, *findings, worker=who, complete=True)
            count = submit_count(command)
            if count.status != "recount":
                break
        if count.status == "counted":
            post_count(posting(count, BOSS))

    return run


@pytest.mark.sliced
@pytest.mark.parametrize("seed", sized([1], [1, 2]))
def test_counts_posted_among_all_else_leave_every_number_in_agreement(seed):
    chance = random.Random(seed)
    skus = [f"SKU-{number}" for number in range(3)]
    for place in ("A-01", "A-02", "A-03"):
        register_location(place)
        for sku in skus:
            put(40, sku, place)
    tasks = []
    for number in range(60):
        wanted = [(sku, chance.randint(1, 4)) for sku in chance.sample(skus, 2)]
        tasks.append(live(reserving(*wanted, rank=number % 3), seed * 1000 + number))
    for number in range(15):
        tasks.append(recount_all(f"A-0{1 + number % 3}", seed * 1000 + number))
        line = NewReceiptLine(sku=chance.choice(skus), location="A-02", quantity=3)
        tasks.append(lambda line=line: receive_stock(receiving(line)))
    chance.shuffle(tasks)

    answers = at_once(tasks, connections=16)

    refused = [each for each in answers if isinstance(each, DomainError)]
    assert all(isinstance(each, Conflict) for each in refused)
    assert CycleCount.objects.filter(status="posted").count() > 2
    assert differences() == ()
    assert_gap_free()
