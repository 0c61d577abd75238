"""The list of orders, and the page of one with its lines and history."""

from collections.abc import Iterable
from typing import ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from unfold.decorators import display

from wms.orders.models import Order, OrderHistory, OrderLine
from wms.platform.admin.base import ReadOnlyAdmin, ReadOnlyInline
from wms.platform.admin.columns import age, client, status_badge, warehouse
from wms.platform.admin.filters import ClientFilter
from wms.platform.tenancy import facade as tenancy


class LinesOfOrder(ReadOnlyInline):
    """What became of each unit asked for."""

    model = OrderLine
    verbose_name_plural = "lines"
    per_page = 50
    hide_title = True
    fields: ClassVar = (
        *("line_no", "sku", "price", "ordered", "picked", "packed", "shipped", "open"),
        *("short_closed", "cancelled", "backordered"),
    )
    readonly_fields: ClassVar = ("price", "open")

    @display(description="unit price")
    def price(self, row: OrderLine) -> str:
        """Return the amount with its currency, or a dash."""
        return "-" if row.unit_price is None else f"{row.unit_price:f} {row.currency}"


class HistoryOfOrder(ReadOnlyInline):
    """What happened, and when."""

    model = OrderHistory
    verbose_name_plural = "history"
    per_page = 50
    hide_title = True
    fields: ClassVar = ("sequence", "what", "status", "reason", "by", "occurred_at")
    readonly_fields: ClassVar = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[OrderHistory]:
        """Leave out what the order had before, which nobody sees here."""
        rows: QuerySet[OrderHistory] = super().get_queryset(request)
        return rows.defer("was")

    @display(description="by")
    def by(self, row: OrderHistory) -> str:
        """Return who caused it, or a dash where that is not known."""
        return tenancy.name_of(row.actor) or "-"


@admin.register(Order)
class OrderAdmin(ReadOnlyAdmin):
    """What clients want shipped, and how far it has come."""

    list_display = (
        "number",
        status_badge(),
        "priority_rank",
        client(),
        age("received_at"),
        "ship_by",
        "line_count",
        "unit_count",
        "external_ref",
    )
    list_display_links = ("number",)
    list_filter: ClassVar = ("status", "priority_rank", "ship_by", ClientFilter)
    search_fields: ClassVar = ("number__iexact", "external_ref__iexact", "customer_id__iexact")
    search_help_text = "a whole order number, reference or customer"
    ordering: ClassVar = ("-id",)
    inlines: ClassVar = (LinesOfOrder, HistoryOfOrder)
    fieldsets: ClassVar = (
        (
            None,
            {
                "fields": (
                    *("number", "status", "reason", "priority_rank", "ship_by"),
                    *("owner", "building", "external_ref", "customer_id", "received_at"),
                )
            },
        ),
        ("Goes to", {"fields": ("address", "tracking")}),
        ("On a shortage", {"fields": ("shipping_policy", "rest_of", "rest")}),
        ("Recorded", {"fields": ("reached", "before", "wave_id", "version")}),
    )
    readonly_fields: ClassVar = (
        *("owner", "building", "address", "tracking", "rest_of", "rest", "reached", "before"),
    )
    owner = staticmethod(client())
    building = staticmethod(warehouse())

    @display(description="address")
    def address(self, row: Order) -> SafeString:
        """Return the address line by line, without what is empty."""
        lines = ("name", "line1", "line2", "city", "region", "postal_code", "country")
        given = [(row.shipping_address.get(line),) for line in lines]
        return format_html_join("", "<div>{}</div>", (line for line in given if line[0]))

    @display(description="tracking numbers")
    def tracking(self, row: Order) -> str:
        """Return the tracking numbers, or a dash while there are none."""
        return ", ".join(row.tracking_numbers) or "-"

    @display(description="backorder of")
    def rest_of(self, row: Order) -> SafeString | str:
        """Return the order that could not have these units at once, or a dash."""
        return "-" if row.parent is None else _links([row.parent])

    @display(description="backorders")
    def rest(self, row: Order) -> SafeString | str:
        """Return the orders that hold what this one left behind, or a dash."""
        return _links(row.children.order_by("id").only("id", "number")) or "-"

    @display(description="replaces order")
    def before(self, row: Order) -> SafeString | str:
        """Return the order that had the reference before and has ended, or a dash."""
        return "-" if row.previous is None else _links([row.previous])

    @display(description="milestones")
    def reached(self, row: Order) -> str:
        """Return the milestones in the order in which they were recorded."""
        return ", ".join(each.replace("_", " ") for each in row.milestones) or "-"


def _links(orders: Iterable[Order]) -> SafeString:
    return format_html_join(
        ", ",
        '<a href="{}" class="text-primary-600 hover:underline">{}</a>',
        ((reverse("admin:orders_order_change", args=[order.id]), order.number) for order in orders),
    )
