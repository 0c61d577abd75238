"""What a test looks at when a command is done."""

from uuid import UUID

from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.words import StockStatus
from wms.inventory.contracts import ReservationStatus, ReserveStock, StockDifference, VerifyStock
from wms.inventory.models import InventoryOutbox, StockBalance, StockMovement, StockUnit

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


def published(subject: UUID | None = None) -> list[tuple[str, int]]:
    """Return what was said about reservations, with the versions."""
    rows = InventoryOutbox.objects.order_by("id")
    rows = rows.exclude(event_type="wms.inventory.stock-received")
    if subject is not None:
        rows = rows.filter(subject=subject)
    return [(row.event_type.removeprefix("wms.inventory."), row.sequence) for row in rows]


def moved(cause: str | None = None) -> list[tuple[str, str, str, int]]:
    """Return the ledger, or what it has of one cause: cause, from, to, quantity."""
    rows = StockMovement.objects.select_related("from_location", "to_location").order_by("id")
    if cause is not None:
        rows = rows.filter(cause=cause)
    return [(row.cause, row.from_location.code, row.to_location.code, row.quantity) for row in rows]


def differences() -> tuple[StockDifference, ...]:
    """Return what does not agree in the whole stock."""
    return inventory.verify_stock(VerifyStock()).differences
