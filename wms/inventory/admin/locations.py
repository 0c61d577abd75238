"""Locations, what lies there, and whether goods may be taken from them."""

from typing import ClassVar
from uuid import UUID

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from unfold.decorators import display
from unfold.enums import ActionVariant

from wms.inventory.catalogue.contracts.catalogue import BlockLocation
from wms.inventory.catalogue.contracts.words import BlockCause, LocationKind
from wms.inventory.counts.commands.request_count import request_count
from wms.inventory.counts.contracts.counts import RequestCount
from wms.inventory.handling.commands.block_location import block_location
from wms.inventory.models import Location, StockUnit
from wms.kernel.errors import DomainError
from wms.kernel.ids import ClientId, WarehouseId
from wms.platform.admin.base import ReadOnlyAdmin, ReadOnlyInline
from wms.platform.admin.buttons import CommandButton, Pressed, where
from wms.platform.admin.columns import text, warehouse
from wms.platform.admin.dialogs import ReasonForm

PAGE = "inventory_location"


class NothingToCount(DomainError):
    """No goods lie at the place."""

    code = "nothing_to_count"


class GoodsHere(ReadOnlyInline):
    """What lies at the place."""

    model = StockUnit
    verbose_name_plural = "goods"
    hide_title = True
    per_page = 50
    fields = (
        "sku",
        "lot",
        "expires_on",
        "status",
        "on_hand",
        "allocated",
    )
    ordering = (
        "sku__code",
        "lot",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[StockUnit]:
        """Leave out what was here once."""
        rows: QuerySet[StockUnit] = super().get_queryset(request)
        return rows.filter(on_hand__gt=0).select_related("sku", "location")


def _counts(pressed: Pressed) -> list[RequestCount]:
    """Ask for counts of what lies here, one for each client."""
    here = StockUnit.objects.filter(location=pressed.row_id, on_hand__gt=0).order_by(
        "balance__client_id"
    )
    owners = here.values_list(
        "balance__client_id", "balance__warehouse_id", "location__code"
    ).distinct()
    counts = [
        RequestCount(
            client_id=ClientId(client_id),
            warehouse_id=WarehouseId(warehouse_id),
            location=code,
            actor=pressed.actor,
        )
        for client_id, warehouse_id, code in owners
    ]
    if not counts:
        raise NothingToCount("no goods lie here")
    return counts


def _has_goods(row_id: UUID) -> bool:
    return StockUnit.objects.filter(location=row_id, on_hand__gt=0).exists()


@admin.register(Location)
class LocationAdmin(ReadOnlyAdmin):
    """The places of the warehouses, and the virtual ends of the ledger."""

    list_display = (
        "code",
        "use",
        "state",
        "why_blocked",
        "pick_sequence",
        warehouse(),
        "address",
    )
    list_filter = (
        "kind",
        "is_blocked",
        "blocked_for",
        "zone",
    )
    list_display_links = ("code",)
    search_fields = ("code",)
    ordering = (
        "pick_sequence",
        "code",
    )
    inlines = (GoodsHere,)
    actions_detail = ("block", "unblock", "count")
    fields: ClassVar = (
        ("code", "use", warehouse()),
        ("state", "why_blocked"),
        ("address", "pick_sequence"),
        (text("storage_class", title="storage class"), "max_units", "counted_at"),
    )
    readonly_fields = ("use", "state", "why_blocked", "address")

    @display(description="kind", ordering="kind", label=True)
    def use(self, row: Location) -> str:
        """Return what the place is for."""
        return row.kind.replace("_", " ")

    @display(
        description="state", ordering="is_blocked", label={"blocked": "danger", "open": "success"}
    )
    def state(self, row: Location) -> str:
        """Return whether goods may be taken from here."""
        return "blocked" if row.is_blocked else "open"

    @display(description="why", ordering="blocked_for")
    def why_blocked(self, row: Location) -> str:
        """Return what the place waits for, and what was said when it was blocked."""
        cause = row.blocked_for.replace("_", " ")
        return f"{cause}: {row.block_note}" if row.block_note else cause or "-"

    @display(description="zone, aisle, bay, level")
    def address(self, row: Location) -> str:
        """Return where the place is."""
        return " / ".join(filter(None, (row.zone, row.aisle, row.bay, row.level))) or "-"

    block = CommandButton(
        block_location,
        "Block",
        scope="locations:write",
        icon="block",
        # Blocked for a count it may be blocked for good: a count would open it again.
        shows=where(Location, ~Q(blocked_for=BlockCause.PERSON), kind__in=frozenset(LocationKind)),
        variant=ActionVariant.DANGER,
        ask=ReasonForm,
        title="Block the location?",
        consequence="Unallocated stock here cannot be reserved until it is open again.",
        build=lambda pressed: BlockLocation(
            location_id=pressed.row_id,
            reason=pressed.asked["reason"],
            actor=pressed.actor,
            blocked=True,
        ),
        say=lambda place: f"{place.code} is blocked.",
    )
    unblock = CommandButton(
        block_location,
        "Open",
        scope="locations:write",
        icon="lock_open",
        shows=where(Location, is_blocked=True),
        title="Open the location?",
        consequence="Its stock fills backorders.",
        build=lambda pressed: BlockLocation(
            location_id=pressed.row_id, reason="opened", actor=pressed.actor, blocked=False
        ),
        say=lambda place: f"{place.code} is open.",
    )
    count = CommandButton(
        lambda commands: [request_count(each) for each in commands],
        "Count",
        scope="locations:write",
        icon="calculate",
        shows=_has_goods,
        title="Request a cycle count?",
        consequence="It is a blind count: the expected quantity is not shown.",
        submit="Request count",
        build=_counts,
        say=lambda counts: f"To be counted: {', '.join(count.number for count in counts)}.",
    )
