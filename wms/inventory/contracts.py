"""What callers hand to inventory and get back: frozen, framework-free, append-only."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from annotated_types import Ge, Le, Len

from wms.kernel.errors import Conflict, DomainError, NotFound
from wms.kernel.ids import ClientId, OrderId, WarehouseId, round_id

ReservationId = NewType("ReservationId", UUID)
Quantity = Annotated[int, Ge(1), Le(10_000_000)]
Code = Annotated[str, Len(1, 64)]
_SKU = re.compile(r"[A-Z0-9][A-Z0-9 ._/+-]{0,63}")
_LOCATION = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/+-]{0,31}")


def reservation_id_for(order_id: OrderId, round_no: int) -> ReservationId:
    """Return the id that everybody who reserves for an order in this round arrives at."""
    return ReservationId(round_id(order_id, "reservation", round_no))


class LocationKind(StrEnum):
    """What a location is for; goods can be promised from ``pick`` and ``reserve`` only."""

    PICK = "pick"
    RESERVE = "reserve"
    DOCK = "dock"
    STAGING = "staging"
    PACK_STATION = "pack_station"
    QUARANTINE = "quarantine"


class VirtualLocation(StrEnum):
    """Where goods come from and go to outside the shelves; once per warehouse."""

    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    ADJUSTMENT = "adjustment"


class StockStatus(StrEnum):
    """Whether the goods of a stock unit can be promised."""

    USABLE = "usable"
    DAMAGED = "damaged"
    QUARANTINE = "quarantine"
    MISSING = "missing"
    EXPIRED = "expired"


class ReservationStatus(StrEnum):
    """``waiting`` for stock, ``active``, or closed for good in this round."""

    WAITING = "waiting"
    ACTIVE = "active"
    CONSUMED = "consumed"
    RELEASED = "released"


class AllocationStatus(StrEnum):
    """``open`` until the goods are picked, found missing, or given back."""

    OPEN = "open"
    PICKED = "picked"
    SHIPPED = "shipped"
    RELEASED = "released"


class MovementCause(StrEnum):
    """Why goods moved."""

    RECEIPT = "receipt"
    PICK = "pick"
    SHORT_PICK = "short_pick"
    SHIPMENT = "shipment"
    ADJUSTMENT = "adjustment"
    TRANSFER = "transfer"


class ReasonCode(StrEnum):
    """Why fewer units were found than asked; the closed list of the floor."""

    NOT_FOUND = "not_found"
    DAMAGED = "damaged"
    EXPIRED = "expired"
    COUNT_DIFFERENCE = "count_difference"


@dataclass(frozen=True, kw_only=True)
class NewSku:
    """The body of ``POST /skus``; weight in grams, lengths in millimetres, per base unit."""

    code: Code
    description: Annotated[str, Len(0, 200)] = ""
    base_unit: Annotated[str, Len(1, 16)] = "each"
    gtin: str | None = None
    weight_grams: Annotated[int, Ge(0), Le(10_000_000)] = 0
    length_mm: Annotated[int, Ge(0), Le(100_000)] = 0
    width_mm: Annotated[int, Ge(0), Le(100_000)] = 0
    height_mm: Annotated[int, Ge(0), Le(100_000)] = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "code", self.code.strip().upper())
        if not _SKU.fullmatch(self.code):
            raise ValueError("a SKU code is letters, digits and . _ / + - inside")


@dataclass(frozen=True, kw_only=True)
class RegisterSku:
    """Make a SKU of a client known; the same SKU again changes nothing."""

    client_id: ClientId
    sku: NewSku


@dataclass(frozen=True, kw_only=True)
class Sku:
    """The smallest thing stock is kept of."""

    sku_id: UUID
    client_id: ClientId
    code: str
    description: str
    base_unit: str
    gtin: str | None
    weight_grams: int
    length_mm: int
    width_mm: int
    height_mm: int


@dataclass(frozen=True, kw_only=True)
class NewLocation:
    """The body of ``POST /locations``; pickers walk in the order of ``pick_sequence``."""

    code: Annotated[str, Len(1, 32)]
    kind: LocationKind
    pick_sequence: Annotated[int, Ge(0), Le(10_000_000)] = 0
    zone: Annotated[str, Len(0, 16)] = ""
    aisle: Annotated[str, Len(0, 16)] = ""
    bay: Annotated[str, Len(0, 16)] = ""
    level: Annotated[str, Len(0, 16)] = ""
    warehouse: Annotated[str, Len(1, 32)] | None = None

    def __post_init__(self) -> None:
        if not _LOCATION.fullmatch(self.code):
            raise ValueError("a location code is letters, digits and . _ / + - inside")


@dataclass(frozen=True, kw_only=True)
class RegisterLocation:
    """Make a location of a warehouse known; the same location again changes nothing."""

    warehouse_id: WarehouseId
    location: NewLocation


@dataclass(frozen=True, kw_only=True)
class Location:
    """The smallest addressable place."""

    location_id: UUID
    warehouse_id: WarehouseId
    code: str
    kind: LocationKind
    pick_sequence: int
    zone: str
    aisle: str
    bay: str
    level: str
    is_blocked: bool


@dataclass(frozen=True, kw_only=True)
class NewReceiptLine:
    """Units of a SKU put at a location."""

    sku: Code
    location: Annotated[str, Len(1, 32)]
    quantity: Quantity
    lot: Annotated[str, Len(0, 64)] = ""
    expires_on: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "sku", self.sku.strip().upper())


@dataclass(frozen=True, kw_only=True)
class NewReceipt:
    """The body of ``POST /receipts``; ``reference`` is unique per client, so repeats are safe."""

    reference: Code
    lines: Annotated[tuple[NewReceiptLine, ...], Len(1, 2000)]
    warehouse: Annotated[str, Len(1, 32)] | None = None


@dataclass(frozen=True, kw_only=True)
class ReceiveStock:
    """Take goods of a client into a warehouse."""

    client_id: ClientId
    warehouse_id: WarehouseId
    receipt: NewReceipt
    actor: str


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Goods that came in."""

    receipt_id: UUID
    reference: str
    received_at: datetime
    lines: tuple[NewReceiptLine, ...]


@dataclass(frozen=True, kw_only=True)
class StockLine:
    """A number of units of one SKU for a line of an order; other lines may want the same SKU."""

    line_no: int
    sku: str
    quantity: int

    def __post_init__(self) -> None:
        if self.quantity < 1:
            raise DomainError("a line is for at least one unit")


@dataclass(frozen=True, kw_only=True)
class ReserveStock:
    """Promise every line of an order at warehouse level, or none.

    On a shortage the reservation is kept ``waiting``; ``priority_rank`` (0 most urgent) and then
    the time of asking decide who is served first when stock arrives.
    """

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    lines: tuple[StockLine, ...]
    priority_rank: int
    round_no: int = 1


@dataclass(frozen=True, kw_only=True)
class ReleaseReservation:
    """Give back what an order is promised in a round, now or later; it closes the round."""

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    reason: str
    round_no: int = 1


@dataclass(frozen=True, kw_only=True)
class Reservation:
    """What an order is promised, or (while ``waiting``) what it would be."""

    reservation_id: ReservationId
    order_id: OrderId
    status: ReservationStatus
    lines: tuple[StockLine, ...]


@dataclass(frozen=True, kw_only=True)
class AllocateStock:
    """Turn the active reservation of an order into claims on stock units, for picking."""

    order_id: OrderId
    round_no: int = 1


@dataclass(frozen=True, kw_only=True)
class AllocateWave:
    """Allocate many orders of one page of a released wave in one statement."""

    wave_id: UUID
    orders: tuple[AllocateStock, ...]


@dataclass(frozen=True, kw_only=True)
class DeallocateStock:
    """Give back the claims of an order that were not picked; it closes the round."""

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    reason: str
    round_no: int = 1


@dataclass(frozen=True, kw_only=True)
class Place:
    """Units of one line to be taken from one location."""

    allocation_id: UUID
    line_no: int
    sku: str
    location: str
    pick_sequence: int
    lot: str
    quantity: int


@dataclass(frozen=True, kw_only=True)
class Allocation:
    """The places an order is picked from."""

    order_id: OrderId
    round_no: int
    places: tuple[Place, ...]


@dataclass(frozen=True, kw_only=True)
class PickedPlace:
    """What was taken of a place, and what was missing there and why."""

    allocation_id: UUID
    quantity: int
    short_quantity: int = 0
    reason: ReasonCode | None = None


@dataclass(frozen=True, kw_only=True)
class BookPicks:
    """Move what was picked for an order to staging, and mark what was not found."""

    order_id: OrderId
    places: tuple[PickedPlace, ...]
    actor: str
    round_no: int = 1


@dataclass(frozen=True, kw_only=True)
class BookShipment:
    """Take what was picked for an order out of the warehouse."""

    order_id: OrderId
    actor: str
    round_no: int = 1


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


class StockCheck(StrEnum):
    """Two numbers of the stock that must agree."""

    LEDGER = "ledger"
    UNIT_CLAIMS = "unit_claims"
    USABLE = "usable"
    RESERVED = "reserved"
    ALLOCATED = "allocated"
    LINE_CLAIMS = "line_claims"
    CLOSED_ROUNDS = "closed_rounds"
    STAGED = "staged"
    PLACES = "places"


@dataclass(frozen=True, kw_only=True)
class VerifyStock:
    """Reconcile the whole stock; ``limit`` bounds the list of differences of each check."""

    limit: int = 100
    checks: tuple[StockCheck, ...] = tuple(StockCheck)


@dataclass(frozen=True, kw_only=True)
class StockDifference:
    """Two numbers that should agree and do not."""

    check: str
    subject: str
    expected: int
    found: int


@dataclass(frozen=True, kw_only=True)
class StockVerification:
    """The result of reconciling: how many rows were looked at, and what disagrees."""

    units: int
    balances: int
    movements: int
    differences: tuple[StockDifference, ...]


@dataclass(frozen=True, kw_only=True)
class SkuFilter:
    """Which SKUs of a client to list."""

    code: str | None = None


@dataclass(frozen=True, kw_only=True)
class LocationFilter:
    """Which locations of a warehouse to list."""

    kind: LocationKind | None = None
    code: str | None = None
    warehouse: str | None = None


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


class StockShort(Conflict):
    """There are not enough free units of a SKU."""

    code = "stock_short"

    def __init__(self, sku: str, missing: int) -> None:
        super().__init__(f"{missing} more units of {sku} are needed")
        self.sku = sku
        self.missing = missing


class ReservationReleased(Conflict):
    """The reservation was given back; only another round can reserve for the order."""

    code = "reservation_released"


class AllocationReleased(Conflict):
    """The allocation was given back; only another round can allocate for the order."""

    code = "allocation_released"


class ReservationNotFound(NotFound):
    """Nothing is promised to the order in this round."""

    code = "reservation_not_found"


class SkuNotFound(NotFound):
    """The client has no such SKU."""

    code = "sku_not_found"


class SkuDiffers(Conflict):
    """The client has a SKU of this code with other properties."""

    code = "sku_differs"


class LocationNotFound(NotFound):
    """The warehouse has no such location."""

    code = "location_not_found"


class LocationDiffers(Conflict):
    """The warehouse has a location of this code with other properties."""

    code = "location_differs"


class ReceiptDiffers(Conflict):
    """A receipt with this reference was booked with other lines."""

    code = "receipt_differs"


class InvalidGtin(DomainError):
    """The check digit of the GTIN is wrong (GS1 General Specifications, 7.9)."""

    code = "invalid_gtin"


class LotDiffers(Conflict):
    """Goods of this lot are known with another expiry date, or an expiry date has no lot."""

    code = "lot_differs"


class AllocationNotFound(NotFound):
    """The order has no such claim on a stock unit in this round."""

    code = "allocation_not_found"


class PickDiffers(DomainError):
    """More units are said to be picked or missing at a place than were claimed there."""

    code = "pick_differs"
