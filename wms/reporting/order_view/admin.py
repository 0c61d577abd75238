"""Orders by what they went through."""

from datetime import datetime
from typing import ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from unfold.decorators import display

from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import age, client, in_words, status_badge, text
from wms.platform.tenancy import facade as tenancy
from wms.reporting.order_view.models import OrderViewRow
from wms.reporting.order_view.rules.timeline import timeline

CELL = '<td class="pr-6">{}</td>'
LINE = f"<tr>{CELL}{CELL}{CELL}{CELL}{CELL}</tr>"


@admin.register(OrderViewRow)
class OrderViewAdmin(ReadOnlyAdmin):
    """All that is known of orders, by events alone."""

    list_display = (
        "number",
        status_badge(),
        age("received_at"),
        client(),
        "external_ref",
        "priority_rank",
        text("wave_number", title="wave"),
        "tracking",
    )
    list_display_links = ("number",)
    list_filter: ClassVar = ("status", "priority_rank")
    search_fields: ClassVar = ("haystack",)
    search_help_text = (
        "any part of an order, wave, task, shipment or tracking number, reference, customer,"
        " consignee or SKU"
    )
    ordering: ClassVar = ("-order_id",)
    fields: ClassVar = (
        *(
            "number",
            "status",
            "reason",
            "client_id",
            "external_ref",
            "customer_id",
            "priority_rank",
        ),
        *("consignee", "wave_number", "tracking", "received_at", "as_of", "timeline"),
    )
    readonly_fields: ClassVar = ("tracking", "timeline")

    def get_queryset(self, request: HttpRequest) -> QuerySet[OrderViewRow]:
        """Leave out orders that are known by hearsay only, and generations that are not live."""
        del request
        return OrderViewRow.objects.seen()

    def find(
        self, request: HttpRequest, queryset: QuerySet[OrderViewRow], term: str
    ) -> tuple[QuerySet[OrderViewRow], bool]:
        """Find parts of words by the index that the API uses."""
        del request
        if not term:
            return queryset, False
        found = OrderViewRow.objects.found_by(term)
        return queryset.filter(pk__in=found.values("pk")), False

    @display(description="tracking")
    def tracking(self, row: OrderViewRow) -> str:
        """Return the tracking numbers, or a dash while there are none."""
        return ", ".join(row.tracking_numbers) or "-"

    @display(description="what happened")
    def timeline(self, row: OrderViewRow) -> SafeString:
        """Return every event as a line: when, what, who, and how long after the one before."""
        entries = timeline(row.entries)
        befores = [None, *(each.at for each in entries)]
        lines = (
            (
                localtime(each.at).strftime("%d %b %H:%M:%S"),
                _after(before, each.at),
                *(each.what, each.detail, tenancy.name_of(each.actor)),
            )
            for each, before in zip(entries, befores, strict=False)
        )
        rows = format_html_join("", LINE, lines)
        return format_html('<table class="w-full">{}</table>', rows)


def _after(before: datetime | None, at: datetime) -> str:
    return "" if before is None else f"+{in_words(at - before)}"
