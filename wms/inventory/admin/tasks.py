"""Goods to be carried: put-away, replenishment, return to stock."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import CharField, ChoiceField, IntegerField
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action, display
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from wms.inventory import contracts
from wms.inventory import facade as inventory
from wms.inventory.contracts import (
    CancelMoveTask,
    Carried,
    CarryReason,
    CompleteMoveTask,
    MoveTaskId,
)
from wms.inventory.models import MoveTask
from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import age, client, status_badge, text, warehouse
from wms.platform.admin.dialogs import ReasonForm, carry_out, id_of
from wms.platform.admin.filters import ClientFilter, WarehouseFilter
from wms.platform.rest.access import scopes_of_person

KINDS = {"put away": "info", "replenishment": "primary", "return to stock": "warning"}
REASONS = [("", "all was carried"), *((each.value, each.replace("_", " ")) for each in CarryReason)]


class CarriedForm(BaseDialogForm):
    """Asks where the goods are now, how many, and why not all."""

    to_location = CharField(max_length=32, widget=UnfoldAdminTextInputWidget)
    quantity = IntegerField(min_value=0, max_value=10_000_000, widget=UnfoldAdminIntegerFieldWidget)
    reason = ChoiceField(choices=REASONS, required=False, widget=UnfoldAdminSelectWidget)


@admin.register(MoveTask)
class MoveTaskAdmin(ReadOnlyAdmin):
    """Goods to be carried from one place to another, newest first."""

    list_display = (
        "number",
        status_badge(),
        "what_for",
        "goods",
        "from_place",
        "to_place",
        "progress",
        text("worker", title="worker"),
        age(),
        client(),
        warehouse(),
    )
    list_display_links = ("number",)
    list_filter: ClassVar = ("kind", "status", WarehouseFilter, ClientFilter, "created_at")
    search_fields: ClassVar = ("number__iexact", "sku__code__iexact")
    search_help_text = "a whole number of a task, or a whole SKU code"
    ordering: ClassVar = ("-id",)
    fields: ClassVar = (
        ("number", "status"),
        ("what_for", "goods"),
        ("from_place", "to_place"),
        ("quantity", "moved"),
        ("worker", "reason"),
        ("order_id", "building"),
        ("created_at", "started_at", "ended_at"),
    )
    readonly_fields: ClassVar = ("what_for", "goods", "from_place", "to_place", "building")
    actions_detail = ("done", "cancel")
    building = staticmethod(warehouse())

    def get_queryset(self, request: HttpRequest) -> QuerySet[MoveTask]:
        """Fetch each task with its goods and its places."""
        rows: QuerySet[MoveTask] = super().get_queryset(request)
        return rows.select_related("sku", "from_unit__location", "to_location")

    @display(description="for", ordering="kind", label=KINDS)
    def what_for(self, row: MoveTask) -> str:
        """Return why the goods are carried."""
        return str(row.get_kind_display())

    @display(description="SKU and lot", ordering="sku__code")
    def goods(self, row: MoveTask) -> str:
        """Return what is carried."""
        lot = f" · lot {row.from_unit.lot}" if row.from_unit.lot else ""
        return f"{row.sku.code}{lot}"

    @display(description="from", ordering="from_unit__location__code")
    def from_place(self, row: MoveTask) -> str:
        """Return where the goods are taken."""
        return row.from_unit.location.code

    @display(description="to", ordering="to_location__code")
    def to_place(self, row: MoveTask) -> str:
        """Return where they are brought; a worker may find another place."""
        return "any place" if row.to_location is None else row.to_location.code

    @display(description="carried")
    def progress(self, row: MoveTask) -> str:
        """Return how many units were carried of those asked."""
        return f"{row.moved} of {row.quantity}"

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
        worker = request.user.get_username()

        def complete() -> contracts.MoveTask:
            task = inventory.get_move_task(task_id=task_id)
            carried = Carried(
                sku=task.sku,
                from_location=task.from_location,
                to_location=form.cleaned_data["to_location"],
                quantity=form.cleaned_data["quantity"],
                reason=CarryReason(form.cleaned_data["reason"])
                if form.cleaned_data["reason"]
                else None,
            )
            return inventory.complete_move_task(
                CompleteMoveTask(task_id=task_id, worker=worker, carried=carried, may_claim=True)
            )

        return carry_out(request, ("inventory_movetask", object_id), complete, say=_outcome)

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
            task_id=MoveTaskId(id_of(object_id)), reason=form.cleaned_data["reason"]
        )
        return carry_out(
            request,
            ("inventory_movetask", object_id),
            lambda: inventory.cancel_move_task(command),
            say=_outcome,
        )

    def has_work_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        """Return whether the person may carry goods."""
        del object_id
        return "inventory:work" in scopes_of_person(request.user)

    def has_steer_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        """Return whether the person may take tasks off the floor."""
        del object_id
        return "inventory:write" in scopes_of_person(request.user)


def _outcome(task: contracts.MoveTask) -> str:
    return f"{task.number} is {task.status.replace('_', ' ')}, {task.moved} units carried."
