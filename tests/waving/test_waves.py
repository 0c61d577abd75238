"""Releasing and finishing waves."""

import json
from uuid import uuid4

import pytest

from tests.factories.waving import (
    add,
    cancel,
    orders_in,
    plan,
    published,
    queue,
    release,
    remove,
)
from tests.support.races import assert_gap_free, at_once
from wms.kernel.ids import OrderId
from wms.waving import facade as waving
from wms.waving.contracts import (
    AddOrders,
    CancelWave,
    NoteTaskEnded,
    NoteTaskStarted,
    OrderReleased,
    ReleaseWave,
    RemoveOrder,
    WaveId,
    WaveNotFound,
    WaveNotOpen,
    WaveStatus,
    WithdrawOrder,
)
from wms.waving.models import Candidate, WaveOrder, WavingOutbox
from wms.waving.selectors.waves import get_wave
from wms.waving.services.add_orders import add_orders
from wms.waving.services.cancel_wave import cancel_wave
from wms.waving.services.note_task_ended import note_task_ended
from wms.waving.services.note_task_started import note_task_started
from wms.waving.services.release_wave import release_wave
from wms.waving.services.remove_order import remove_order

pytestmark = pytest.mark.django_db
BEGIN_AND_COMMIT = 2
LIMIT = 1  # of a long command, which says how long its statements may take


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
    assert get_wave(wave_id=wave.wave_id).wave == released
    assert published() == before


def test_an_emptied_wave_is_not_released():
    order = queue()
    wave = plan()
    remove(wave, order)
    before = published()

    with pytest.raises(WaveNotOpen):
        release(wave)

    assert get_wave(wave_id=wave.wave_id).wave.status is WaveStatus.CANCELLED
    assert published() == before


def test_starts_with_its_first_task_and_completes_with_its_last():
    orders = [queue(), queue()]
    wave = plan()
    release(wave)
    WavingOutbox.objects.all().delete()

    for order in orders:
        note_task_started(NoteTaskStarted(wave_id=wave.wave_id, order_id=order))
    for order in (orders[0], orders[0], orders[1]):
        note_task_ended(NoteTaskEnded(wave_id=wave.wave_id, order_id=order))

    detail = get_wave(wave_id=wave.wave_id)
    assert published() == [("started", 5), ("completed", 6)]
    assert (detail.wave.status, detail.wave.done_count) == (WaveStatus.COMPLETED, 2)
    assert [each.is_done for each in detail.orders] == [True, True]
    assert waving.get_queued_order(order_id=orders[0]).wave_status is WaveStatus.COMPLETED


def test_tasks_mean_nothing_to_a_wave_that_is_not_released():
    order = queue()
    wave = plan()
    before = published()

    note_task_started(NoteTaskStarted(wave_id=wave.wave_id, order_id=order))
    note_task_ended(NoteTaskEnded(wave_id=wave.wave_id, order_id=order))

    assert (orders_in(wave), published()) == ([order], before)


def test_knows_no_wave_that_was_not_planned():
    nowhere, order = WaveId(uuid4()), OrderId(uuid4())

    for ask in (
        lambda: get_wave(wave_id=nowhere),
        lambda: release_wave(ReleaseWave(wave_id=nowhere, actor="sue")),
        lambda: cancel_wave(CancelWave(wave_id=nowhere, reason="no truck", actor="user:7")),
        lambda: add_orders(AddOrders(wave_id=nowhere, order_ids=(order,), actor="user:7")),
        lambda: remove_order(RemoveOrder(wave_id=nowhere, order_id=order, actor="user:7")),
        lambda: note_task_ended(NoteTaskEnded(wave_id=nowhere, order_id=order)),
    ):
        with pytest.raises(WaveNotFound):
            ask()


@pytest.mark.parametrize("orders", [1, 60])
def test_statements_do_not_grow_with_the_wave(django_assert_num_queries, orders):
    for _ in range(orders):
        queue()

    with django_assert_num_queries(7 + LIMIT + BEGIN_AND_COMMIT):
        wave = plan()
    with django_assert_num_queries(4 + LIMIT + BEGIN_AND_COMMIT):
        release(wave)


@pytest.mark.django_db(transaction=True)
def test_withdrawing_planning_and_releasing_at_once_lose_nobody():
    orders = [queue() for _ in range(12)]
    wave = plan(max_orders=4)

    def withdraw(order: OrderId):
        return lambda: waving.withdraw_order(WithdrawOrder(order_id=order, reason="late"))

    at_once(
        [
            *map(withdraw, orders[:3]),
            lambda: plan(max_orders=4),
            lambda: release(wave),
            lambda: plan(max_orders=4),
            lambda: add(wave, orders[11]),
            *map(withdraw, orders[4:7]),
        ],
        connections=10,
    )

    withdrawn = Candidate.objects.filter(order_id__in=[*orders[:3], *orders[4:7]])
    assert {each.state for each in withdrawn} == {"out"}
    active = WaveOrder.objects.filter(is_active=True)
    assert not set(active.values_list("order_id", flat=True)) & {*orders[:3], *orders[4:7]}
    assert set(active.values_list("order__state", flat=True)) == {"planned"}
    assert_gap_free()


@pytest.mark.django_db(transaction=True)
def test_released_by_many_a_wave_goes_out_once():
    queue()
    wave = plan()

    answers = at_once([lambda: release(wave)] * 6)

    assert answers == [get_wave(wave_id=wave.wave_id).wave] * 6
    assert published()[-1] == ("released", 3)
