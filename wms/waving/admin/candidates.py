"""The list of orders in planning."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import age, client, warehouse
from wms.platform.admin.filters import ClientFilter, WarehouseFilter
from wms.waving.domain.transitions import CandidateState
from wms.waving.models import Candidate

STATES = {
    "heard_of": "info",
    "noted": "info",
    "queued": "info",
    "plannable": "primary",
    "planned": "success",
    "out": "warning",
}


@admin.register(Candidate)
class CandidateAdmin(ReadOnlyAdmin):
    """Orders that can be planned, or are in a wave; and what the others wait for."""

    list_display = (
        "name",
        "badge",
        "priority",
        client(),
        warehouse(),
        age("changed_at", title="in this state"),
        "promised",
        "line_count",
        "unit_count",
        "round_no",
    )
    list_display_links = ("name",)
    list_filter: ClassVar = ("state", "priority_rank", ClientFilter, WarehouseFilter)
    search_fields: ClassVar = ("number__iexact",)
    search_help_text = "a whole order number"
    ordering: ClassVar = ("-order_id",)
    fields: ClassVar = (
        *("name", "badge", "priority", "promised", "round_no", "closed_round"),
        *("line_count", "unit_count", "noted_at", "queued_at", "changed_at"),
    )
    readonly_fields: ClassVar = ("name", "badge", "priority", "promised")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Candidate]:
        """Leave out what was withdrawn before it was known; leave the lines in the database."""
        rows: QuerySet[Candidate] = super().get_queryset(request).defer("lines")
        return rows.exclude(state=CandidateState.OUT, noted_at=None)

    @display(description="order", ordering="order_id")
    def name(self, row: Candidate) -> str:
        """Return the number; the id of an order that is not known yet."""
        return str(row)

    @display(description="state", ordering="state", label=STATES)
    def badge(self, row: Candidate) -> tuple[str, str]:
        """Return where it stands, in words."""
        return row.state, str(row.get_state_display())

    @display(description="priority", ordering="priority_rank")
    def priority(self, row: Candidate) -> str:
        """Return the priority as a word."""
        return str(row.get_priority_rank_display()) if row.is_noted else "-"

    @display(description="ship by", ordering="ship_by")
    def promised(self, row: Candidate) -> str:
        """Return the day promised, or a dash."""
        return str(row.ship_by or "-")
