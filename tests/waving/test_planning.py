"""Planning waves and changing them before their release."""

import json
from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError

from tests.factories.waving import (
    CLIENT,
    OTHER_WAREHOUSE,
    add,
    cancel,
    note,
    orders_in,
    plan,
    published,
    queue,
    release,
    remove,
)
from tests.support.races import at_once
from wms.kernel.ids import OrderId
from wms.waving.contracts import (
    OrderNotInWave,
    OrderNotPlannable,
    Wave,
    WaveEmpty,
    WaveNotOpen,
    WaveStatus,
)
from wms.waving.models import Candidate, WaveOrder, WavingOutbox

pytestmark = pytest.mark.django_db
BEGIN_AND_COMMIT = 2


def test_plans_the_most_urgent_within_the_capacity():
    late = queue(priority_rank=1, ship_by=date(2026, 12, 2))
    any_day = queue(priority_rank=1)
    soon = queue(priority_rank=1, ship_by=date(2026, 12, 1))
    older, younger = queue(priority_rank=0), queue(priority_rank=0)
    queue(priority_rank=2, ship_by=date(2026, 11, 30))
    queue(priority_rank=0, warehouse_id=OTHER_WAREHOUSE)

    wave = plan(max_orders=5)

    assert orders_in(wave) == [older, younger, soon, late, any_day]
    assert (wave.status, wave.order_count, wave.line_count, wave.unit_count) == (
        WaveStatus.PLANNED,
        5,
        5,
        10,
    )
    assert wave.number.startswith("W-")


def test_a_plan_publishes_the_wave_and_each_order_in_it():
    queue()
    queue()

    wave = plan()

    assert published() == [("created", 1), ("order-added", 2), ("order-added", 3)]
    assert wave.version == 3
    added = WavingOutbox.objects.filter(event_type="wms.wave.order-added").order_by("id")[0]
    data = json.loads(added.data)
    assert (data["wave_id"], data["client_id"]) == (str(wave.wave_id), str(CLIENT))
    assert (str(added.partition_key), added.subject) == (data["order_id"], wave.wave_id)


def test_plans_the_orders_a_person_names_whatever_the_capacity():
    queue(priority_rank=0)
    named = [queue(priority_rank=2), queue(priority_rank=2)]

    wave = plan(*named, max_orders=1)

    assert orders_in(wave) == named


def test_refuses_to_plan_nothing():
    with pytest.raises(WaveEmpty):
        plan()

    assert published() == []


def test_names_every_order_that_cannot_be_planned():
    good, noted, elsewhere = queue(), note(), queue(warehouse_id=OTHER_WAREHOUSE)
    unknown = OrderId(uuid4())

    with pytest.raises(OrderNotPlannable) as refusal:
        plan(good, noted, elsewhere, unknown)

    numbers = Candidate.objects.filter(order_id__in=[noted, elsewhere])
    for name in (*numbers.values_list("number", flat=True), str(unknown)):
        assert name in str(refusal.value)
    assert (published(), WaveOrder.objects.count()) == ([], 0)


def test_adds_and_removes_orders_until_the_release():
    first, second = queue(), queue()
    wave = plan(first)

    assert add(wave, first, second).order_count == 2
    assert remove(wave, first).order_count == 1
    assert add(wave, first).order_count == 2
    assert orders_in(wave) == [first, second]
    assert published() == [
        ("created", 1),
        ("order-added", 2),
        ("order-added", 3),
        ("order-removed", 4),
        ("order-added", 5),
    ]


def test_an_order_taken_out_can_be_planned_again():
    order = queue()
    wave = plan(order)

    queued_again = remove(wave, order)

    assert queued_again.status is WaveStatus.CANCELLED
    assert orders_in(plan()) == [order]
    with pytest.raises(OrderNotInWave):
        remove(wave, order)


def test_an_order_in_a_wave_is_not_taken_by_another():
    order, other = queue(), queue()
    plan(order)
    wave = plan(other)
    before = published()

    with pytest.raises(OrderNotPlannable):
        add(wave, order)

    assert (orders_in(wave), published()) == ([other], before)


def test_the_database_keeps_an_order_in_one_active_wave():
    order, other = queue(), queue()
    plan(order)
    wave = plan(other)

    with pytest.raises(IntegrityError, match="order_is_in_one_active_wave_only"):
        WaveOrder.objects.create(wave_id=wave.wave_id, order_id=order, round_no=1)


def test_the_orders_of_a_cancelled_wave_can_be_planned_again():
    orders = [queue(), queue()]
    wave = plan()

    cancelled = cancel(wave)

    assert cancel(wave) == cancelled
    assert cancelled.status is WaveStatus.CANCELLED
    data = json.loads(WavingOutbox.objects.get(event_type="wms.wave.cancelled").data)
    assert (data["reason"], sorted(data["order_ids"])) == ("no truck", sorted(map(str, orders)))
    assert orders_in(plan()) == orders
    for refused in (lambda: release(wave), lambda: add(wave, orders[0])):
        with pytest.raises(WaveNotOpen):
            refused()


@pytest.mark.django_db(transaction=True)
def test_two_plans_at_once_never_take_one_order_twice():
    orders = {queue() for _ in range(20)}

    waves = at_once([lambda: plan(max_orders=5)] * 6)

    planned = [wave for wave in waves if isinstance(wave, Wave)]
    taken = [order for wave in planned for order in orders_in(wave)]
    refused = [wave for wave in waves if isinstance(wave, WaveEmpty)]
    assert (len(planned), len(refused)) == (4, 2)
    assert (len(taken), set(taken)) == (20, orders)
