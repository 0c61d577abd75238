"""What people do with a task that carries goods: book, give back, cancel, reopen."""

from django.forms import ChoiceField, IntegerField
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
)

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
from wms.platform.admin.dialogs import ReasonForm, SureForm, carry_out, id_of
from wms.platform.admin.fields import CodeField
from wms.platform.rest.access import actor_of, scopes_of_person

REASONS = [("", "all was carried"), *((each.value, each.replace("_", " ")) for each in CarryReason)]


class CarriedForm(BaseDialogForm):
    """Asks where the goods are now, how many, and why not all."""

    to_location = CodeField(max_length=32)
    quantity = IntegerField(min_value=0, max_value=10_000_000, widget=UnfoldAdminIntegerFieldWidget)
    reason = ChoiceField(choices=REASONS, required=False, widget=UnfoldAdminSelectWidget)


class CarryingButtons:
    """The buttons on the page of a task."""

    actions_detail = ("done", "give_back", "reopen", "cancel")

    @action(
        description="Carried",
        icon="check",
        variant=ActionVariant.PRIMARY,
        permissions=["work"],
        dialog={
            "title": "Where are the goods now?",
            "description": "The place they were put down at, and how many units.",
            "form_class": CarriedForm,
            "form_submit_text": "Book",
        },
    )
    def done(self, request: HttpRequest, form: CarriedForm, object_id: str) -> HttpResponse:
        """Say what was carried; a task that nobody has is taken by it."""
        task_id = MoveTaskId(id_of(object_id))
        actor = actor_of(request.user)

        def complete() -> contracts.MoveTask:
            task = get_move_task(task_id=task_id)
            carried = Carried(
                sku=task.sku,
                from_location=task.from_location,
                to_location=form.cleaned_data["to_location"],
                quantity=form.cleaned_data["quantity"],
                reason=CarryReason(form.cleaned_data["reason"])
                if form.cleaned_data["reason"]
                else None,
            )
            return complete_move_task(
                CompleteMoveTask(task_id=task_id, actor=actor, carried=carried, may_claim=True)
            )

        return carry_out(request, ("inventory_movetask", object_id), complete, say=_outcome)

    @action(
        description="Give back",
        icon="undo",
        permissions=["work"],
        dialog={
            "title": "Leave the task to others?",
            "description": "Whoever takes it next carries the goods.",
            "form_class": SureForm,
            "form_submit_text": "Give back",
        },
    )
    def give_back(self, request: HttpRequest, form: SureForm, object_id: str) -> HttpResponse:
        """Leave the task to whoever takes it next; a supervisor takes it from anybody."""
        del form
        command = ReleaseMoveTask(
            task_id=MoveTaskId(id_of(object_id)),
            actor=actor_of(request.user),
            of_anybody="inventory:approve" in scopes_of_person(request.user),
        )
        return carry_out(
            request,
            ("inventory_movetask", object_id),
            lambda: release_move_task(command),
            say=_outcome,
        )

    @action(
        description="Open again",
        icon="replay",
        permissions=["approve"],
        dialog={
            "title": "Send somebody again?",
            "description": "For as many of its units as still lie there, and nobody else carries.",
            "form_class": SureForm,
            "form_submit_text": "Open again",
        },
    )
    def reopen(self, request: HttpRequest, form: SureForm, object_id: str) -> HttpResponse:
        """Have the goods of a cancelled task carried after all."""
        del form
        command = ReopenMoveTask(task_id=MoveTaskId(id_of(object_id)), actor=actor_of(request.user))
        return carry_out(
            request,
            ("inventory_movetask", object_id),
            lambda: reopen_move_task(command),
            say=_outcome,
        )

    @action(
        description="Cancel",
        icon="close",
        variant=ActionVariant.DANGER,
        permissions=["steer"],
        dialog={
            "title": "Cancel the task?",
            "description": "The goods stay where they are.",
            "form_class": ReasonForm,
            "form_submit_text": "Cancel the task",
        },
    )
    def cancel(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        """Take the task off the floor."""
        command = CancelMoveTask(
            task_id=MoveTaskId(id_of(object_id)),
            reason=form.cleaned_data["reason"],
            actor=actor_of(request.user),
        )
        return carry_out(
            request,
            ("inventory_movetask", object_id),
            lambda: cancel_move_task(command),
            say=_outcome,
        )

    def has_work_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        """Return whether the person may carry goods."""
        del object_id
        return "inventory:work" in scopes_of_person(request.user)

    def has_approve_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        """Return whether the person may send somebody again."""
        del object_id
        return "inventory:approve" in scopes_of_person(request.user)

    def has_steer_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        """Return whether the person may take tasks off the floor."""
        del object_id
        return "inventory:write" in scopes_of_person(request.user)


def _outcome(task: contracts.MoveTask) -> str:
    return f"{task.number} is {task.status.replace('_', ' ')}, {task.moved} units carried."
