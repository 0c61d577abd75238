"""Pick tasks with their stops."""

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ChoiceField
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from unfold.decorators import display
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminSelectWidget

from wms.orders.contracts import Priority
from wms.picking.admin.workers import WorkerButtons
from wms.picking.contracts import PickTaskId
from wms.picking.contracts.commands import PrioritizePickTask
from wms.picking.models import PickingHistoryRecord, PickTask, PickTaskLine
from wms.picking.models.tasks import WAITING
from wms.picking.services.prioritize_pick_task import prioritize_pick_task
from wms.platform.admin.base import ReadOnlyAdmin, ReadOnlyInline
from wms.platform.admin.buttons import CommandButton, where
from wms.platform.admin.columns import age, client, status_badge, warehouse
from wms.platform.admin.filters import ActorFilter
from wms.platform.history.admin import WithHistory
from wms.platform.tenancy import facade as tenancy

COLOURS = {"same day": "danger", "next day": "warning", "standard": "info"}


class PriorityForm(BaseDialogForm):
    """Asks how urgent the task is."""

    priority = ChoiceField(
        choices=[(each.value, each.value.replace("_", " ")) for each in Priority],
        widget=UnfoldAdminSelectWidget,
    )


class StopsOfTask(ReadOnlyInline):
    """Where the picker goes, in the order of the walk."""

    model = PickTaskLine
    verbose_name = "stop"
    fields = (
        "pick_sequence",
        "location",
        "sku",
        "line_no",
        "quantity",
        "picked",
        "short_quantity",
        "why",
        "state",
    )
    readonly_fields = (
        "why",
        "state",
    )
    ordering = (
        "pick_sequence",
        "location",
        "line_no",
    )
    per_page = 50

    @display(description="reason")
    def why(self, row: PickTaskLine) -> str:
        """Return why units are missing, or a dash."""
        return row.reason.replace("_", " ") or "-"

    @display(description="status")
    def state(self, row: PickTaskLine) -> str:
        """Return how the stop ended; while other goods are looked for, that."""
        if row.sought_until and row.sought_until > timezone.now():
            return f"{row.status}, other goods are looked for"
        return row.status


@admin.register(PickTask)
class PickTaskAdmin(WithHistory, WorkerButtons, ReadOnlyAdmin):
    """Work for pickers, newest first."""

    list_display = (
        "number",
        status_badge(),
        "priority",
        "order",
        client(),
        "who",
        "line_count",
        age(),
    )
    list_display_links = ("number",)
    list_filter = (
        "status",
        "priority_rank",
        ("worker", ActorFilter),
        "created_at",
    )
    search_fields = (
        "number",
        "order_number",
        "order_id",
        "worker",
        "wave_id",
    )
    history_records = PickingHistoryRecord
    history_of = "task_id"
    search_actors = ("worker",)
    ordering = ("-id",)
    inlines = (StopsOfTask,)
    fields = (
        ("number", "state"),
        ("order", "order_id", "round_no"),
        ("priority", "wave"),
        (client(), warehouse()),
        ("who", "version", "places_version"),
        ("created_at", "started_at", "completed_at"),
        "cancelled_because",
        "history",
    )
    readonly_fields = (
        "state",
        "order",
        "priority",
        "wave",
        "who",
        "cancelled_because",
        "history",
    )
    actions_detail = ("prioritize", "assign", "give_back")

    prioritize = CommandButton(
        prioritize_pick_task,
        "Change priority",
        scope="waves:write",
        icon="low_priority",
        shows=where(PickTask, status__in=WAITING),
        ask=PriorityForm,
        title="Change the priority of the task?",
        consequence="Pickers take it earlier or later; the order keeps its own priority.",
        build=lambda pressed: PrioritizePickTask(
            task_id=PickTaskId(get_object_or_404(PickTask, id=pressed.row_id).task_id),
            priority=Priority(pressed.asked["priority"]),
            actor=pressed.actor,
        ),
        say=lambda task: f"{task.number} has another priority.",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[PickTask]:
        """Leave out what was cancelled before it was made."""
        rows: QuerySet[PickTask] = super().get_queryset(request)
        return rows.filter(number__isnull=False)

    @display(description="status")
    def state(self, row: PickTask) -> str:
        """Return how far the task is."""
        return row.status.replace("_", " ")

    @display(description="priority", ordering="priority_rank", label=COLOURS)
    def priority(self, row: PickTask) -> str:
        """Return how urgent the order is."""
        return row.get_priority_rank_display()

    @display(description="order", ordering="order_number")
    def order(self, row: PickTask) -> str:
        """Return the number of the order, which comes with its wave."""
        return row.order_number or "not known yet"

    @display(description="worker", ordering="worker")
    def who(self, row: PickTask) -> str:
        """Return who has the task."""
        return tenancy.name_of(row.worker) or "nobody"

    @display(description="wave")
    def wave(self, row: PickTask) -> str:
        """Return the wave that released the order."""
        return str(row.wave_id or "not known yet")

    @display(description="cancelled because")
    def cancelled_because(self, row: PickTask) -> str:
        """Return why the walk will not be done."""
        return row.cancel_reason or "-"
