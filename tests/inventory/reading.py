"""What a test looks at when a command is done."""

import json
from collections import Counter
from uuid import UUID

from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.words import StockStatus
from wms.inventory.contracts import ReservationStatus, ReserveStock, StockDifference, VerifyStock
from wms.inventory.models import InventoryOutbox, StockBalance, StockMovement, StockUnit
from wms.inventory.stock.events import MovementsBookedEvent

USABLE = StockStatus.USABLE


def totals(sku: str = "BOLT-M8") -> tuple[int, int, int]:
    """Return usable, reserved and allocated of a SKU."""
    row = StockBalance.objects.get(sku__code=sku)
    return row.usable, row.reserved, row.allocated


def on_hand(location: str, sku: str = "BOLT-M8", status: StockStatus = USABLE) -> int:
    """Return how many units of a SKU lie at a location in a status."""
    units = StockUnit.objects.filter(location__code=location, sku__code=sku, status=status)
    return sum(unit.on_hand for unit in units)


def status_of(order: ReserveStock) -> ReservationStatus:
    """Return what became of the promise to an order."""
    return inventory.get_reservation(order_id=order.order_id, round_no=order.round_no).status


def places_of(order: ReserveStock) -> list[tuple[str, int]]:
    """Return where the goods of an order are claimed."""
    allocation = inventory.get_allocation(order_id=order.order_id, round_no=order.round_no)
    return [(place.location, place.quantity) for place in allocation.places]


# What goes with every receipt and every movement, and is compared after each test.
OF_THE_LEDGER = [
    "wms.inventory.movements-booked",
    "wms.inventory.sku-corrected",
    "wms.inventory.sku-registered",
    "wms.inventory.sku-valued",
    "wms.inventory.stock-received",
]


def published(subject: UUID | None = None) -> list[tuple[str, int]]:
    """Return what was said about reservations, with the versions."""
    rows = InventoryOutbox.objects.order_by("id").exclude(event_type__in=OF_THE_LEDGER)
    if subject is not None:
        rows = rows.filter(subject=subject)
    return [(row.event_type.removeprefix("wms.inventory."), row.sequence) for row in rows]


def moved(cause: str | None = None) -> list[tuple[str, str, str, int]]:
    """Return the ledger, or what it has of one cause: cause, from, to, quantity."""
    rows = StockMovement.objects.select_related("from_location", "to_location").order_by("id")
    if cause is not None:
        rows = rows.filter(cause=cause)
    return [(row.cause, row.from_location.code, row.to_location.code, row.quantity) for row in rows]


def not_published() -> Counter[tuple[str, str, int]]:
    """Return what the ledger has by SKU, lot and units, less what facts say of it."""
    rows = StockMovement.objects.values_list("sku__code", "lot", "quantity")
    kind = MovementsBookedEvent.event_type
    facts = [json.loads(row.data) for row in InventoryOutbox.objects.filter(event_type=kind)]
    said = Counter(
        (line["sku"], line["lot"], line["quantity"]) for fact in facts for line in fact["lines"]
    )
    booked = Counter(rows)
    booked.subtract(said)
    return Counter({line: times for line, times in booked.items() if times})


def differences() -> tuple[StockDifference, ...]:
    """Return what does not agree in the whole stock."""
    return inventory.verify_stock(VerifyStock()).differences
