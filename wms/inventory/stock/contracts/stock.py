"""What lies where, and the ledger that proves it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wms.inventory.catalogue.contracts.words import MovementCause, PlaceCode, ShortCode, StockStatus
from wms.kernel.actors import Actor
from wms.kernel.ids import OrderId, WarehouseId
from wms.kernel.text import Code


@dataclass(frozen=True, kw_only=True)
class StockLevel:
    """Totals of one SKU in a warehouse; ``atp`` is usable less reserved less allocated."""

    sku: Code
    warehouse_id: WarehouseId
    usable: int
    reserved: int
    allocated: int
    atp: int


@dataclass(frozen=True, kw_only=True)
class StockUnit:
    """What lies in one place: SKU, location, lot and status.

    ``allocated`` is None of a moment that has passed: allocations leave no trace of when they
    ended.
    """

    sku: Code
    location: Code
    lot: Code
    status: StockStatus
    on_hand: int
    allocated: int | None


@dataclass(frozen=True, kw_only=True)
class StockOfSku:
    """Totals of a SKU and where its units lie."""

    level: StockLevel
    units: tuple[StockUnit, ...]


@dataclass(frozen=True, kw_only=True)
class Movement:
    """A line of the ledger; a virtual location is named by its kind, such as ``supplier``."""

    movement_id: UUID
    occurred_at: datetime
    sku: Code
    quantity: int
    from_location: Code
    to_location: Code
    lot: Code
    from_status: StockStatus
    to_status: StockStatus
    cause: MovementCause
    reference: Code
    order_id: OrderId | None
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class ExpireStock:
    """Let goods expire whose date has come where they lie, at an instant."""

    now: datetime


@dataclass(frozen=True, kw_only=True)
class StockFilter:
    """Of which SKUs of a client, and of which warehouse, to list the totals; and as of when."""

    sku: ShortCode | None = None
    warehouse: PlaceCode | None = None
    as_of: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class StockPlaceFilter:
    """In which warehouse to look for a SKU (by default the only one), and as of when."""

    warehouse: PlaceCode | None = None
    as_of: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class MovementFilter:
    """Which lines of a client's ledger to list: those that match all that is given.

    ``location`` is where goods came from or went to; ``since`` is the first instant, ``until`` the
    first one no more.
    """

    sku: ShortCode | None = None
    location: PlaceCode | None = None
    lot: Code | None = None
    cause: tuple[MovementCause, ...] = ()
    order_id: UUID | None = None
    reference: ShortCode | None = None
    since: datetime | None = None
    until: datetime | None = None
