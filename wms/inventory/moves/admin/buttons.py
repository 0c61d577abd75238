"""What people do with a task that carries goods: book, give back, cancel, reopen."""

from django.forms import ChoiceField, IntegerField
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
)

from wms.inventory.catalogue.contracts.words import MoveTaskStatus
from wms.inventory.moves import contracts
from wms.inventory.moves.commands.cancel_move_task import cancel_move_task
from wms.inventory.moves.commands.complete_move_task import complete_move_task
from wms.inventory.moves.commands.release_move_task import release_move_task
from wms.inventory.moves.commands.reopen_move_task import reopen_move_task
from wms.inventory.moves.contracts import (
    CancelMoveTask,
    Carried,
    CarryReason,
    CompleteMoveTask,
    ReleaseMoveTask,
    ReopenMoveTask,
)
from wms.inventory.moves.queries.tasks import get_move_task
from wms.inventory.work.contracts.tasks import MoveTaskId
from wms.inventory.work.models.tasks import UNFINISHED, MoveTask
from wms.platform.admin.buttons import CommandButton, Pressed, where
from wms.platform.admin.dialogs import ReasonForm
from wms.platform.admin.fields import CodeField

REASONS = [("", "all was carried"), *((each.value, each.replace("_", " ")) for each in CarryReason)]


class CarriedForm(BaseDialogForm):
    """Asks where the goods are now, how many, and why not all."""

    to_location = CodeField(max_length=32)
    quantity = IntegerField(min_value=0, max_value=10_000_000, widget=UnfoldAdminIntegerFieldWidget)
    reason = ChoiceField(choices=REASONS, required=False, widget=UnfoldAdminSelectWidget)


def _completed(pressed: Pressed) -> CompleteMoveTask:
    """Say what was carried; a task that nobody has is taken by it."""
    task, asked = get_move_task(task_id=MoveTaskId(pressed.row_id)), pressed.asked
    carried = Carried(
        sku=task.sku,
        from_location=task.from_location,
        to_location=asked["to_location"],
        quantity=asked["quantity"],
        reason=CarryReason(asked["reason"]) if asked["reason"] else None,
    )
    return CompleteMoveTask(
        task_id=task.task_id, actor=pressed.actor, carried=carried, may_claim=True
    )


def _outcome(task: contracts.MoveTask) -> str:
    return f"{task.number} is {task.status.replace('_', ' ')}, {task.moved} units moved."


class MoveTaskButtons:
    """The buttons on the page of a task."""

    actions_detail = ("done", "give_back", "reopen", "cancel")

    done = CommandButton(
        complete_move_task,
        "Complete",
        scope="inventory:work",
        icon="check",
        shows=where(MoveTask, status__in=UNFINISHED),
        variant=ActionVariant.PRIMARY,
        ask=CarriedForm,
        title="Complete the task?",
        consequence="Say the location the units were put at, and how many.",
        submit="Complete",
        build=_completed,
        say=_outcome,
    )
    give_back = CommandButton(
        release_move_task,
        "Release",
        scope="inventory:work",
        icon="undo",
        shows=where(MoveTask, status=MoveTaskStatus.IN_PROGRESS),
        title="Release the task?",
        consequence="Another worker can claim it.",
        build=lambda pressed: ReleaseMoveTask(
            task_id=MoveTaskId(pressed.row_id),
            actor=pressed.actor,
            of_anybody="inventory:approve" in pressed.scopes,
        ),
        say=_outcome,
    )
    reopen = CommandButton(
        reopen_move_task,
        "Reopen",
        scope="inventory:approve",
        icon="replay",
        shows=where(MoveTask, status=MoveTaskStatus.CANCELLED),
        title="Reopen the task?",
        consequence="For the units that are still there and in no other task.",
        build=lambda pressed: ReopenMoveTask(
            task_id=MoveTaskId(pressed.row_id), actor=pressed.actor
        ),
        say=_outcome,
    )
    cancel = CommandButton(
        cancel_move_task,
        "Cancel",
        scope="inventory:write",
        icon="close",
        shows=where(MoveTask, status__in=UNFINISHED),
        variant=ActionVariant.DANGER,
        ask=ReasonForm,
        title="Cancel task?",
        consequence="Its goods stay where they are.",
        submit="Cancel the task",
        build=lambda pressed: CancelMoveTask(
            task_id=MoveTaskId(pressed.row_id),
            reason=pressed.asked["reason"],
            actor=pressed.actor,
        ),
        say=_outcome,
    )
