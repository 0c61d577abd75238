"""Planning, changing, releasing and finishing waves."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection

from tests.factories.waving import CLIENT, OTHER_WAREHOUSE, WAREHOUSE, note, plan, queue
from wms.kernel.errors import DomainError
from wms.kernel.ids import OrderId
from wms.waving import facade as waving
from wms.waving.contracts import (
    AddOrders,
    CancelWave,
    NoteTaskEnded,
    NoteTaskStarted,
    OrderNotInWave,
    OrderNotPlannable,
    OrderReleased,
    ReleaseWave,
    RemoveOrder,
    Wave,
    WaveEmpty,
    WaveId,
    WaveNotFound,
    WaveNotOpen,
    WaveStatus,
    WithdrawOrder,
)
from wms.waving.models import Candidate, WaveOrder, WavingOutbox

pytestmark = pytest.mark.django_db
BEGIN_AND_COMMIT = 2


def orders_in(wave: Wave) -> list[OrderId]:
    return [each.order_id for each in waving.get_wave(wave_id=wave.wave_id).orders]


def release(wave: Wave) -> Wave:
    return waving.release_wave(ReleaseWave(wave_id=wave.wave_id, actor="sue"))


def cancel(wave: Wave) -> Wave:
    return waving.cancel_wave(CancelWave(wave_id=wave.wave_id, reason="no truck"))


def add(wave: Wave, *order_ids: OrderId) -> Wave:
    return waving.add_orders(AddOrders(wave_id=wave.wave_id, order_ids=order_ids))


def remove(wave: Wave, order_id: OrderId) -> Wave:
    return waving.remove_order(RemoveOrder(wave_id=wave.wave_id, order_id=order_id))


def published() -> list[tuple[str, int]]:
    rows = WavingOutbox.objects.order_by("id").values_list("event_type", "sequence")
    return [(event_type.removeprefix("wms.wave."), sequence) for event_type, sequence in rows]


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


def test_tells_of_the_wave_and_of_each_order_in_it():
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

    remove(wave, order)

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


def test_releases_the_most_urgent_orders_first():
    slow, fast = queue(priority_rank=2, lines=2), queue(priority_rank=0)
    wave = plan()

    released = release(wave)

    data = json.loads(WavingOutbox.objects.get(event_type="wms.wave.released").data)
    assert (released.status, released.version) == (WaveStatus.RELEASED, 4)
    assert (data["number"], data["page"], data["pages"]) == (wave.number, 1, 1)
    assert [
        (each["order_id"], each["round_no"], each["priority_rank"]) for each in data["orders"]
    ] == [
        (str(fast), 1, 0),
        (str(slow), 1, 2),
    ]
    assert data["orders"][1]["lines"] == [
        {"line_no": 1, "sku": "BOLT-M1", "quantity": 2},
        {"line_no": 2, "sku": "BOLT-M2", "quantity": 2},
    ]


def test_releases_a_big_wave_page_by_page():
    for _ in range(3):
        queue(lines=1500)
    wave = plan(max_lines=5000)

    released = release(wave)

    pages = [
        json.loads(message.data)
        for message in WavingOutbox.objects.filter(event_type="wms.wave.released").order_by("id")
    ]
    assert [(page["page"], page["pages"], len(page["orders"])) for page in pages] == [
        (1, 3, 1),
        (2, 3, 1),
        (3, 3, 1),
    ]
    assert released.version == 4 + 3


def test_a_released_wave_stays_as_it_is():
    order = queue()
    wave = plan()
    released = release(wave)
    before = published()

    assert release(wave) == released
    for refused, refusal in [
        (lambda: add(wave, queue()), WaveNotOpen),
        (lambda: remove(wave, order), OrderReleased),
        (lambda: cancel(wave), WaveNotOpen),
    ]:
        with pytest.raises(refusal):
            refused()
    assert waving.get_wave(wave_id=wave.wave_id).wave == released
    assert published() == before


def test_an_empty_wave_is_not_released():
    order = queue()
    wave = plan()
    remove(wave, order)
    before = published()

    with pytest.raises(WaveEmpty):
        release(wave)

    assert waving.get_wave(wave_id=wave.wave_id).wave.status is WaveStatus.PLANNED
    assert published() == before


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


def test_starts_with_its_first_task_and_completes_with_its_last():
    orders = [queue(), queue()]
    wave = plan()
    release(wave)
    WavingOutbox.objects.all().delete()

    for order in orders:
        waving.note_task_started(NoteTaskStarted(wave_id=wave.wave_id, order_id=order))
    for order in (orders[0], orders[0], orders[1]):
        waving.note_task_ended(NoteTaskEnded(wave_id=wave.wave_id, order_id=order))

    detail = waving.get_wave(wave_id=wave.wave_id)
    assert published() == [("started", 5), ("completed", 6)]
    assert (detail.wave.status, detail.wave.done_count) == (WaveStatus.COMPLETED, 2)
    assert [each.is_done for each in detail.orders] == [True, True]
    assert waving.get_queued_order(order_id=orders[0]).wave_status is WaveStatus.COMPLETED


def test_tasks_mean_nothing_to_a_wave_that_is_not_released():
    order = queue()
    wave = plan()
    before = published()

    waving.note_task_started(NoteTaskStarted(wave_id=wave.wave_id, order_id=order))
    waving.note_task_ended(NoteTaskEnded(wave_id=wave.wave_id, order_id=order))

    assert (orders_in(wave), published()) == ([order], before)


def test_knows_no_wave_that_was_not_planned():
    nowhere, order = WaveId(uuid4()), OrderId(uuid4())

    for ask in (
        lambda: waving.get_wave(wave_id=nowhere),
        lambda: waving.release_wave(ReleaseWave(wave_id=nowhere, actor="sue")),
        lambda: waving.cancel_wave(CancelWave(wave_id=nowhere, reason="no truck")),
        lambda: waving.add_orders(AddOrders(wave_id=nowhere, order_ids=(order,))),
        lambda: waving.remove_order(RemoveOrder(wave_id=nowhere, order_id=order)),
        lambda: waving.note_task_ended(NoteTaskEnded(wave_id=nowhere, order_id=order)),
    ):
        with pytest.raises(WaveNotFound):
            ask()


@pytest.mark.parametrize("orders", [1, 60])
def test_statements_do_not_grow_with_the_wave(django_assert_num_queries, orders):
    for _ in range(orders):
        queue()

    with django_assert_num_queries(7 + BEGIN_AND_COMMIT):
        wave = plan()
    with django_assert_num_queries(4 + BEGIN_AND_COMMIT):
        release(wave)


def at_once(*attempts):
    def carry_out(attempt):
        try:
            return attempt()
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(carry_out, attempts))


@pytest.mark.django_db(transaction=True)
def test_two_plans_at_once_never_take_one_order_twice():
    orders = {queue() for _ in range(20)}

    waves = at_once(*[lambda: plan(max_orders=5)] * 6)

    planned = [wave for wave in waves if isinstance(wave, Wave)]
    taken = [order for wave in planned for order in orders_in(wave)]
    assert (len(planned), waves.count("wave_empty")) == (4, 2)
    assert (len(taken), set(taken)) == (20, orders)


@pytest.mark.django_db(transaction=True)
def test_withdrawing_planning_and_releasing_at_once_lose_nobody():
    orders = [queue() for _ in range(12)]
    wave = plan(max_orders=4)

    def withdraw(order: OrderId):
        return lambda: waving.withdraw_order(WithdrawOrder(order_id=order, reason="late"))

    at_once(
        *map(withdraw, orders[:3]),
        lambda: plan(max_orders=4),
        lambda: release(wave),
        lambda: plan(max_orders=4),
        lambda: add(wave, orders[11]),
        *map(withdraw, orders[4:7]),
    )

    withdrawn = Candidate.objects.filter(order_id__in=[*orders[:3], *orders[4:7]])
    assert {each.state for each in withdrawn} == {"out"}
    active = WaveOrder.objects.filter(is_active=True)
    assert not set(active.values_list("order_id", flat=True)) & {*orders[:3], *orders[4:7]}
    assert set(active.values_list("order__state", flat=True)) == {"planned"}
    for version in WavingOutbox.objects.values_list("subject", flat=True).distinct():
        sequences = WavingOutbox.objects.filter(subject=version).order_by("sequence")
        numbers = list(sequences.values_list("sequence", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.django_db(transaction=True)
def test_released_by_many_a_wave_goes_out_once():
    queue()
    wave = plan()

    answers = at_once(*[lambda: release(wave)] * 6)

    assert answers == [answers[0]] * 6
    assert published()[-1] == ("released", 3)
    assert answers[0].warehouse_id == WAREHOUSE
