"""Requests about pack tasks."""

from tests.commands.registry import example_of
from tests.factories.packing import (
    CLIENT,
    WORKER,
    cancelling,
    carton,
    creating,
    new_order,
    open_task,
    sealing,
    started_task,
)
from tests.support.people import person
from wms.packing.contracts import (
    AssignPackTask,
    CompletePackTask,
    ReleasePackTask,
    StartPackTask,
)
from wms.packing.services.assign_pack_task import assign_pack_task
from wms.packing.services.cancel_pack_task import cancel_pack_task
from wms.packing.services.complete_pack_task import complete_pack_task
from wms.packing.services.create_pack_task import create_pack_task
from wms.packing.services.release_pack_task import release_pack_task
from wms.packing.services.seal_carton import seal_carton
from wms.packing.services.start_pack_task import start_pack_task


@example_of(create_pack_task)
def picked_order():
    return creating(new_order())


@example_of(start_pack_task)
def task_that_waits():
    return StartPackTask(task_id=open_task().task_id, actor=WORKER, client_id=CLIENT)


@example_of(seal_carton)
def full_carton():
    return sealing(started_task(), carton())


@example_of(complete_pack_task)
def sealed_task():
    task = started_task()
    seal_carton(sealing(task, carton()))
    return CompletePackTask(task_id=task.task_id, actor=WORKER, client_id=CLIENT)


@example_of(release_pack_task)
def task_of_who_goes_home():
    return ReleasePackTask(task_id=started_task().task_id, actor=WORKER, client_id=CLIENT)


@example_of(assign_pack_task)
def task_for_somebody():
    return AssignPackTask(
        task_id=open_task().task_id,
        assignee=person("bea", "packer"),
        actor="user:7",
        client_id=CLIENT,
    )


@example_of(cancel_pack_task)
def task_of_a_cancelled_order():
    return cancelling(open_task().order_id)
