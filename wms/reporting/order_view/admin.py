"""Orders by what they went through."""

import json
from typing import ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import display

from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import age, client, status_badge, text
from wms.reporting.order_view.models import OrderViewRow


@admin.register(OrderViewRow)
class OrderViewAdmin(ReadOnlyAdmin):
    """All that is known of orders, by events alone."""

    list_display = (
        "number",
        status_badge(),
        age("received_at"),
        client(),
        "external_ref",
        "priority",
        text("wave_number", title="wave"),
        "tracking",
    )
    list_display_links = ("number",)
    list_filter: ClassVar = ("status", "priority")
    search_fields: ClassVar = ("terms",)
    search_help_text = "a whole order, wave, task, shipment or tracking number, reference or SKU"
    ordering: ClassVar = ("-id",)
    fields: ClassVar = (
        *("number", "status", "reason", "client_id", "external_ref", "customer_id", "priority"),
        *("wave_number", "tracking", "received_at", "as_of", "projected_facts"),
    )
    readonly_fields: ClassVar = ("tracking", "projected_facts")

    def get_queryset(self, request: HttpRequest) -> QuerySet[OrderViewRow]:
        """Leave out orders that are known by hearsay only."""
        return super().get_queryset(request).filter(client_id__isnull=False)

    def find(
        self, request: HttpRequest, queryset: QuerySet[OrderViewRow], term: str
    ) -> tuple[QuerySet[OrderViewRow], bool]:
        """Find whole words by the index that the API uses."""
        del request
        return (queryset.filter(terms__contains=[term.upper()]) if term else queryset), False

    @display(description="tracking")
    def tracking(self, row: OrderViewRow) -> str:
        """Return the tracking numbers, or a dash while there are none."""
        return ", ".join(row.tracking_numbers) or "-"

    @display(description="what the events say")
    def projected_facts(self, row: OrderViewRow) -> SafeString:
        """Return every fact, with the version of its source and since when it holds."""
        return format_html("<pre>{}</pre>", json.dumps(row.facts, indent=2, sort_keys=True))
