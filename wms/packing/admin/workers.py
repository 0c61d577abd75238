"""Buttons that give a task back, and give it to somebody."""

from django.shortcuts import get_object_or_404
from unfold.forms import BaseDialogForm

from wms.packing import contracts
from wms.packing.contracts import AssignPackTask, PackTaskId, ReleasePackTask
from wms.packing.models import PackTask
from wms.packing.models.tasks import UNFINISHED
from wms.packing.services.assign_pack_task import assign_pack_task
from wms.packing.services.release_pack_task import release_pack_task
from wms.platform.admin.buttons import CommandButton, Pressed, where
from wms.platform.admin.fields import WorkerField
from wms.platform.tenancy import facade as tenancy

SCOPE = "waves:write"


class WorkerForm(BaseDialogForm):
    """Asks who gets the task."""

    assignee = WorkerField("packing:write")


def _task_id(pressed: Pressed) -> PackTaskId:
    return PackTaskId(get_object_or_404(PackTask, id=pressed.row_id).task_id)


def _outcome(task: contracts.PackTask) -> str:
    return f"{task.number} is {'for ' + tenancy.name_of(task.worker) if task.worker else 'open'}."


class WorkerButtons:
    """The buttons of a supervisor on the page of a task."""

    assign = CommandButton(
        assign_pack_task,
        "Assign",
        scope=SCOPE,
        icon="person_add",
        ask=WorkerForm,
        title="Assign the task?",
        consequence="Only this worker can go on with it. What is done stays done.",
        submit="Assign",
        shows=where(PackTask, status__in=UNFINISHED),
        build=lambda pressed: AssignPackTask(
            task_id=_task_id(pressed), assignee=pressed.asked["assignee"], actor=pressed.actor
        ),
        say=_outcome,
    )
    give_back = CommandButton(
        release_pack_task,
        "Release",
        scope=SCOPE,
        icon="undo",
        title="Release the task?",
        consequence="Another worker can take it. What is done stays done.",
        submit="Release the task",
        shows=where(PackTask, status__in=UNFINISHED, worker__gt=""),
        build=lambda pressed: ReleasePackTask(
            task_id=_task_id(pressed), actor=pressed.actor, of_anybody=True
        ),
        say=_outcome,
    )
