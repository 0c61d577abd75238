"""Orders on their way into planning and out of it."""

from uuid import uuid4

import pytest

from tests.factories.waving import add, cancel, note, plan, published, queue, remove
from wms.kernel.ids import OrderId
from wms.waving import facade as waving
from wms.waving.contracts import (
    EVERY_ROUND,
    NoteTaskEnded,
    OrderInEarlierRound,
    QueuedOrder,
    QueueOrder,
    ReleaseWave,
    RoundClosed,
    WaveEmpty,
    WaveStatus,
    WithdrawOrder,
)
from wms.waving.models import Candidate, WavingOutbox
from wms.waving.selectors.waves import get_wave
from wms.waving.services.note_task_ended import note_task_ended
from wms.waving.services.release_wave import release_wave

pytestmark = pytest.mark.django_db


def state(order_id: OrderId) -> str:
    return Candidate.objects.get(order_id=order_id).state


def withdraw(order_id: OrderId, round_no: int = 1) -> None:
    waving.withdraw_order(
        WithdrawOrder(order_id=order_id, reason="no longer wanted", round_no=round_no)
    )


def requeue(order_id: OrderId, round_no: int = 1) -> QueuedOrder:
    return waving.queue_order(QueueOrder(order_id=order_id, round_no=round_no))


def test_an_order_is_plannable_once_its_stock_is_reserved():
    order = note()
    assert state(order) == "noted"
    with pytest.raises(WaveEmpty):
        plan()

    assert requeue(order) == QueuedOrder(order_id=order, wave_id=None, wave_status=None)

    assert state(order) == "plannable"
    assert plan().order_count == 1


def test_each_way_into_a_wave_and_out_of_it_is_counted():
    order, other = queue(), queue()
    seen = [waving.get_queued_order(order_id=order)]

    first = plan(order, other)
    seen.append(waving.get_queued_order(order_id=order))
    remove(first, order)
    seen.append(waving.get_queued_order(order_id=order))
    add(first, order)
    cancel(first)
    seen.append(waving.get_queued_order(order_id=order))
    second = plan(order)
    seen.append(waving.get_queued_order(order_id=order))

    assert [(each.wave_id, each.assignment_no) for each in seen] == [
        (None, 0),
        (first.wave_id, 1),
        (None, 2),
        (None, 4),
        (second.wave_id, 5),
    ]


def test_an_order_may_be_queued_before_it_is_known():
    order = OrderId(uuid4())

    requeue(order)
    assert state(order) == "queued"
    note(order_id=order, lines=3)

    assert state(order) == "plannable"
    assert plan().line_count == 3


def test_saying_it_again_changes_nothing():
    order = queue(lines=1)
    wave = plan()

    note(order_id=order, lines=7)

    assert requeue(order) == QueuedOrder(
        order_id=order, wave_id=wave.wave_id, wave_status=WaveStatus.PLANNED, assignment_no=1
    )
    assert (state(order), Candidate.objects.get().line_count) == ("planned", 1)


@pytest.mark.parametrize("begin", [lambda: OrderId(uuid4()), note, queue])
def test_a_withdrawn_order_stays_out_in_that_round(begin):
    order = begin()

    withdraw(order)
    withdraw(order)

    assert state(order) == "out"
    with pytest.raises(RoundClosed):
        requeue(order)
    note(order_id=order)
    assert state(order) == "out"


def test_another_round_brings_an_order_back():
    order = queue()
    withdraw(order)

    requeue(order, round_no=2)
    withdraw(order, round_no=1)

    assert state(order) == "plannable"


def test_a_finished_order_is_out_for_every_round():
    order = queue()

    withdraw(order, round_no=EVERY_ROUND)

    with pytest.raises(RoundClosed):
        requeue(order, round_no=2)


def test_a_withdrawn_order_leaves_its_wave():
    order, other = queue(lines=2), queue()
    wave = plan()
    WavingOutbox.objects.all().delete()

    withdraw(order)

    detail = get_wave(wave_id=wave.wave_id)
    assert [each.order_id for each in detail.orders] == [other]
    assert (detail.wave.order_count, detail.wave.line_count, detail.wave.unit_count) == (1, 1, 2)
    assert published() == [("order-removed", 4)]
    assert waving.get_queued_order(order_id=order).wave_id is None


def test_withdrawn_from_a_released_wave_its_work_is_over():
    order, other = queue(), queue()
    wave = plan()
    release_wave(ReleaseWave(wave_id=wave.wave_id, actor="sue"))
    WavingOutbox.objects.all().delete()

    withdraw(order)
    note_task_ended(NoteTaskEnded(wave_id=wave.wave_id, order_id=order))
    assert get_wave(wave_id=wave.wave_id).wave.done_count == 1
    note_task_ended(NoteTaskEnded(wave_id=wave.wave_id, order_id=other))

    read = get_wave(wave_id=wave.wave_id).wave
    assert (read.status, read.done_count) == (WaveStatus.COMPLETED, 2)
    assert [what for what, _ in published()] == ["completed"]


def test_a_new_round_waits_until_the_wave_of_the_old_one_lets_go():
    order = queue()
    wave = plan()

    with pytest.raises(OrderInEarlierRound):
        requeue(order, round_no=2)

    release_wave(ReleaseWave(wave_id=wave.wave_id, actor="sue"))
    note_task_ended(NoteTaskEnded(wave_id=wave.wave_id, order_id=order))
    assert requeue(order, round_no=2).wave_id is None
    assert plan().order_count == 1


def test_an_unknown_order_is_in_no_wave():
    order = OrderId(uuid4())

    assert waving.get_queued_order(order_id=order) == QueuedOrder(
        order_id=order, wave_id=None, wave_status=None
    )
