"""Transfers and changes of status."""

from collections.abc import Iterable
from typing import ClassVar

from django.contrib import admin
from unfold.decorators import display

from wms.inventory.adjustments.models import StatusChange, Transfer
from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import age, client, text, warehouse, who
from wms.platform.admin.filters import ClientFilter, WarehouseFilter

SHOWN = 3
FORCE = (
    ("", "refuse, and change nothing"),
    ("yes", "reallocate other stock to the orders, or leave them short"),
)


def lines_in_words(lines: Iterable[str]) -> str:
    """Return the first lines of a change, and how many more there are."""
    listed = list(lines)
    more = f", and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
    return ", ".join(listed[:SHOWN]) + more


@admin.register(Transfer)
class TransferAdmin(ReadOnlyAdmin):
    """Goods that were carried from place to place, newest first."""

    list_display = (
        "reference",
        "what",
        "units",
        who("actor"),
        text("note", title="note"),
        age(),
        client(),
        warehouse(),
    )
    list_display_links = ("reference",)
    list_filter: ClassVar = (WarehouseFilter, ClientFilter, "created_at")
    search_fields: ClassVar = ("reference__iexact",)
    search_help_text = "a whole reference"
    ordering: ClassVar = ("-id",)
    fields: ClassVar = (
        "reference",
        "what",
        "units",
        (who("actor"), "created_at"),
        text("note", title="note"),
    )
    readonly_fields: ClassVar = ("what", "units")

    @display(description="goods")
    def what(self, row: Transfer) -> str:
        """Return what was carried, from where and to where."""
        return lines_in_words(
            f"{each['quantity']} {each['sku']} from {each['from_location']}"
            f" to {each['to_location']}"
            for each in row.lines
        )

    @display(description="units")
    def units(self, row: Transfer) -> int:
        """Return how many units were carried."""
        return sum(each["quantity"] for each in row.lines)


@admin.register(StatusChange)
class StatusChangeAdmin(ReadOnlyAdmin):
    """Goods that took another status, newest first."""

    list_display = (
        "reference",
        "why",
        "what",
        "units",
        who("actor"),
        text("note", title="note"),
        age(),
        client(),
        warehouse(),
    )
    list_display_links = ("reference",)
    list_filter: ClassVar = ("reason_code", WarehouseFilter, ClientFilter, "created_at")
    search_fields: ClassVar = ("reference__iexact",)
    search_help_text = "a whole reference"
    ordering: ClassVar = ("-id",)
    fields: ClassVar = (
        ("reference", "why"),
        "what",
        ("units", "force"),
        (who("actor"), "created_at"),
        text("note", title="note"),
    )
    readonly_fields: ClassVar = ("why", "what", "units")

    @display(description="reason", ordering="reason_code")
    def why(self, row: StatusChange) -> str:
        """Return the reason in words."""
        return str(row.get_reason_code_display())

    @display(description="goods")
    def what(self, row: StatusChange) -> str:
        """Return which goods took which status."""
        return lines_in_words(
            f"{each['quantity']} {each['sku']} at {each['location']}: {each['from_status']}"
            f" to {each['to_status']}"
            for each in row.lines
        )

    @display(description="units")
    def units(self, row: StatusChange) -> int:
        """Return how many units it was."""
        return sum(each["quantity"] for each in row.lines)
