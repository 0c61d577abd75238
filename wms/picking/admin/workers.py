"""Buttons that give a task back, and give it to somebody."""

from django.shortcuts import get_object_or_404
from unfold.forms import BaseDialogForm

from wms.picking import contracts
from wms.picking.contracts import AssignPickTask, PickTaskId, PickTaskStatus, ReleasePickTask
from wms.picking.models import PickTask
from wms.picking.models.tasks import WITH_A_WORKER
from wms.picking.services.assign_pick_task import assign_pick_task
from wms.picking.services.release_pick_task import release_pick_task
from wms.platform.admin.buttons import CommandButton, Pressed, where
from wms.platform.admin.fields import WorkerField
from wms.platform.tenancy import facade as tenancy

SCOPE = "waves:write"


class WorkerForm(BaseDialogForm):
    """Asks who gets the task."""

    assignee = WorkerField("picking:write")


def _task_id(pressed: Pressed) -> PickTaskId:
    return PickTaskId(get_object_or_404(PickTask, id=pressed.row_id).task_id)


def _outcome(task: contracts.PickTask) -> str:
    return f"{task.number} is {'for ' + tenancy.name_of(task.worker) if task.worker else 'open'}."


class WorkerButtons:
    """The buttons of a supervisor on the page of a task."""

    assign = CommandButton(
        assign_pick_task,
        "Assign",
        scope=SCOPE,
        icon="person_add",
        ask=WorkerForm,
        title="Assign the task?",
        consequence="Only this worker can go on with it. What is done stays done.",
        submit="Assign",
        shows=where(PickTask, status__in=(PickTaskStatus.OPEN, *WITH_A_WORKER)),
        build=lambda pressed: AssignPickTask(
            task_id=_task_id(pressed), assignee=pressed.asked["assignee"], actor=pressed.actor
        ),
        say=_outcome,
    )
    give_back = CommandButton(
        release_pick_task,
        "Release",
        scope=SCOPE,
        icon="undo",
        title="Release the task?",
        consequence="Another worker can take it. What is done stays done.",
        submit="Release the task",
        shows=where(PickTask, status__in=WITH_A_WORKER),
        build=lambda pressed: ReleasePickTask(
            task_id=_task_id(pressed), actor=pressed.actor, of_anybody=True
        ),
        say=_outcome,
    )
