"""Requests about pick tasks."""

from tests.commands.registry import example_of
from tests.factories.picking import (
    CLIENT,
    WORKER,
    cancelling,
    claimed_task,
    confirming,
    new_order,
    open_task,
    placing,
    preparing,
    started_task,
)
from tests.support.people import person
from wms.orders.contracts import Priority
from wms.picking import facade as picking
from wms.picking.contracts import (
    AssignPickTask,
    ClaimPickTask,
    CompletePickTask,
    PrepareWave,
    ReleasePickTask,
    StartPickTask,
)
from wms.picking.contracts.commands import PrioritizePickTask
from wms.picking.services.assign_pick_task import assign_pick_task
from wms.picking.services.cancel_pick_task import cancel_pick_task
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.complete_pick_task import complete_pick_task
from wms.picking.services.confirm_picks import confirm_picks
from wms.picking.services.place_pick_task import place_pick_task
from wms.picking.services.prepare_pick_task import prepare_pick_task
from wms.picking.services.prepare_wave import prepare_wave
from wms.picking.services.prioritize_pick_task import prioritize_pick_task
from wms.picking.services.release_pick_task import release_pick_task
from wms.picking.services.start_pick_task import start_pick_task


@example_of(prepare_pick_task)
def order_of_a_wave():
    return preparing(new_order())


@example_of(prepare_wave)
def orders_of_a_wave():
    return PrepareWave(tasks=(preparing(new_order()), preparing(new_order(), number="O-000008")))


@example_of(release_pick_task)
def task_of_who_goes_home():
    return ReleasePickTask(task_id=started_task().task_id, actor=WORKER, client_id=CLIENT)


@example_of(assign_pick_task)
def task_for_somebody_else():
    return AssignPickTask(
        task_id=claimed_task().task_id,
        assignee=person("bob", "picker"),
        actor="user:7",
        client_id=CLIENT,
    )


@example_of(place_pick_task)
def prepared_task():
    order_id = new_order()
    picking.prepare_pick_task(preparing(order_id))
    return placing(order_id)


@example_of(prioritize_pick_task)
def urgent_task():
    return PrioritizePickTask(
        task_id=open_task().task_id, priority=Priority.STANDARD, actor="user:7", client_id=CLIENT
    )


@example_of(claim_pick_task)
def task_that_waits():
    return ClaimPickTask(task_id=open_task().task_id, actor=WORKER, client_id=CLIENT)


@example_of(start_pick_task)
def task_with_a_picker():
    return StartPickTask(task_id=claimed_task().task_id, actor=WORKER, client_id=CLIENT)


@example_of(confirm_picks)
def full_basket():
    return confirming(started_task())


@example_of(complete_pick_task)
def finished_walk():
    task = started_task()
    confirm_picks(confirming(task))
    return CompletePickTask(task_id=task.task_id, actor=WORKER, client_id=CLIENT)


@example_of(cancel_pick_task)
def task_of_a_cancelled_order():
    return cancelling(open_task().order_id)
