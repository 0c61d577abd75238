"""What lies where, and the ledger that proves it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wms.inventory.contracts.words import MovementCause, StockStatus
from wms.kernel.ids import OrderId, WarehouseId


@dataclass(frozen=True, kw_only=True)
class StockLevel:
    """Totals of one SKU in a warehouse; ``atp`` is usable less reserved less allocated."""

    sku: str
    warehouse_id: WarehouseId
    usable: int
    reserved: int
    allocated: int
    atp: int


@dataclass(frozen=True, kw_only=True)
class StockUnit:
    """What lies in one place: SKU, location, lot and status."""

    sku: str
    location: str
    lot: str
    status: StockStatus
    on_hand: int
    allocated: int


@dataclass(frozen=True, kw_only=True)
class StockOfSku:
    """Totals of a SKU and where its units lie."""

    level: StockLevel
    units: tuple[StockUnit, ...]


@dataclass(frozen=True, kw_only=True)
class Movement:
    """A line of the ledger; a virtual location is named ``supplier`` or ``customer``."""

    movement_id: UUID
    occurred_at: datetime
    sku: str
    quantity: int
    from_location: str
    to_location: str
    lot: str
    from_status: StockStatus
    to_status: StockStatus
    cause: MovementCause
    reference: str
    order_id: OrderId | None
    actor: str


@dataclass(frozen=True, kw_only=True)
class StockFilter:
    """Of which SKUs of a client, and of which warehouse, to list the totals."""

    sku: str | None = None
    warehouse: str | None = None


@dataclass(frozen=True, kw_only=True)
class StockPlaceFilter:
    """In which warehouse to look for a SKU; by default the only one."""

    warehouse: str | None = None


@dataclass(frozen=True, kw_only=True)
class MovementFilter:
    """Which lines of a client's ledger to list."""

    sku: str | None = None
    order_id: UUID | None = None
    cause: MovementCause | None = None
