"""Requests about waves and what waits for one."""

from datetime import timedelta

from django.utils import timezone

from tests.commands.registry import example_of
from tests.factories.waving import CLIENT, WAREHOUSE, note, plan, queue, release
from wms.kernel.ids import OrderId
from wms.platform.ids import new_id
from wms.waving.contracts import (
    AddOrders,
    CancelWave,
    KeptLine,
    NewWave,
    NoteCandidate,
    NoteSplit,
    NoteTaskEnded,
    NoteTaskStarted,
    PlanWave,
    QueueOrder,
    ReleaseDueWaves,
    ReleaseWave,
    RemoveOrder,
    WaveLine,
    WithdrawOrder,
)
from wms.waving.contracts.commands import ScheduleWave
from wms.waving.models import WaveTemplate
from wms.waving.models.template import ReleasePolicy
from wms.waving.services.add_orders import add_orders
from wms.waving.services.cancel_wave import cancel_wave
from wms.waving.services.note_candidate import note_candidate
from wms.waving.services.note_split import note_split
from wms.waving.services.note_task_ended import note_task_ended
from wms.waving.services.note_task_started import note_task_started
from wms.waving.services.plan_wave import plan_wave
from wms.waving.services.queue_order import queue_order
from wms.waving.services.release_due_waves import release_due_waves
from wms.waving.services.release_wave import release_wave
from wms.waving.services.remove_order import remove_order
from wms.waving.services.request_release import request_release
from wms.waving.services.schedule_wave import schedule_wave
from wms.waving.services.withdraw_order import withdraw_order

BY = "user:7"


def planned():
    return plan(queue(), queue())


def releasing():
    return ReleaseWave(wave_id=planned().wave_id, actor=BY, client_id=CLIENT)


def at_work():
    order_id = queue()
    return release(plan(order_id, queue())), order_id


@example_of(note_candidate)
def order_that_came_in():
    return NoteCandidate(
        order_id=OrderId(new_id()),
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        number="O-000007",
        priority_rank=1,
        ship_by=None,
        lines=(WaveLine(line_no=1, sku="BOLT-M8", quantity=2),),
    )


@example_of(note_split)
def order_that_is_short():
    kept = (KeptLine(line_no=1, quantity=1),)
    return NoteSplit(order_id=queue(lines=2), lines=kept)


@example_of(queue_order)
def order_with_stock():
    return QueueOrder(order_id=note())


@example_of(withdraw_order)
def order_of_a_wave():
    order_id = queue()
    plan(order_id, queue())
    return WithdrawOrder(order_id=order_id, reason="cancelled")


@example_of(plan_wave)
def orders_for_a_wave():
    wave = NewWave(order_ids=(queue(), queue()))
    return PlanWave(warehouse_id=WAREHOUSE, wave=wave, actor=BY, client_id=CLIENT)


@example_of(add_orders)
def late_order():
    wave = planned()
    return AddOrders(wave_id=wave.wave_id, order_ids=(queue(),), actor=BY, client_id=CLIENT)


@example_of(remove_order)
def order_to_wait():
    order_id = queue()
    wave = plan(order_id, queue())
    return RemoveOrder(wave_id=wave.wave_id, order_id=order_id, actor=BY, client_id=CLIENT)


@example_of(schedule_wave)
def wave_of_tomorrow():
    at = timezone.now() + timedelta(days=1)
    return ScheduleWave(wave_id=planned().wave_id, release_at=at, actor=BY, client_id=CLIENT)


@example_of(release_wave)
def planned_wave():
    return releasing()


@example_of(request_release)
def small_wave():
    return releasing()


@example_of(cancel_wave)
def wave_without_truck():
    return CancelWave(wave_id=planned().wave_id, reason="no truck", actor=BY, client_id=CLIENT)


@example_of(release_due_waves)
def full_waves():
    WaveTemplate.objects.create(
        warehouse_id=WAREHOUSE,
        name="all day",
        max_orders=2,
        max_wait=timedelta(minutes=10),
        release_policy=ReleasePolicy.SCHEDULED,
    )
    for _ in range(3):
        queue()
    return ReleaseDueWaves(now=timezone.now())


@example_of(note_task_started)
def first_walk():
    wave, order_id = at_work()
    return NoteTaskStarted(wave_id=wave.wave_id, order_id=order_id)


@example_of(note_task_ended)
def finished_walk():
    wave, order_id = at_work()
    return NoteTaskEnded(wave_id=wave.wave_id, order_id=order_id)
