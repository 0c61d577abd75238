"""Stock reserved for orders, from a reservation to goods that have left."""

from dataclasses import dataclass
from typing import NewType
from uuid import UUID

from wms.inventory.catalogue.contracts.words import ReasonCode, ReservationStatus
from wms.kernel.actors import Actor
from wms.kernel.errors import DomainError
from wms.kernel.ids import ClientId, OrderId, WarehouseId, round_id
from wms.kernel.text import Code, Text

ReservationId = NewType("ReservationId", UUID)
MAX_ORDERS_AT_ONCE = 500


def reservation_id_for(order_id: OrderId, round_no: int) -> ReservationId:
    """Return the id that everybody who reserves for an order in this round arrives at."""
    return ReservationId(round_id(order_id, "reservation", round_no))


@dataclass(frozen=True, kw_only=True)
class StockLine:
    """A number of units of one SKU for a line of an order; other lines may want the same SKU."""

    line_no: int
    sku: Code
    quantity: int

    def __post_init__(self) -> None:
        if self.quantity < 1:
            raise DomainError("a line is for at least one unit")


@dataclass(frozen=True, kw_only=True)
class ReserveStock:
    """Reserve every line of an order at warehouse level, or none.

    On a shortage the reservation is kept ``waiting``; ``priority_rank`` (0 most urgent) and then
    the time of asking decide who comes first when stock arrives. One that ``takes_part`` gets
    what is there, and waits only while there is nothing at all.
    """

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    lines: tuple[StockLine, ...]
    priority_rank: int
    round_no: int = 1
    takes_part: bool = False
    order_number: Code = ""


@dataclass(frozen=True, kw_only=True)
class ReserveOrders:
    """Reserve stock for many orders in one transaction: at most 500.

    They come by priority and then in the order in which they are listed.
    """

    orders: tuple[ReserveStock, ...]

    def __post_init__(self) -> None:
        if len(self.orders) > MAX_ORDERS_AT_ONCE:
            raise DomainError(f"at most {MAX_ORDERS_AT_ONCE} orders are reserved for at once")


@dataclass(frozen=True, kw_only=True)
class ReleaseReservation:
    """Give back what is reserved for an order in a round, now or later; it closes the round."""

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    reason: Text
    round_no: int = 1


@dataclass(frozen=True, kw_only=True)
class Reservation:
    """What is reserved for an order, or (while ``waiting``) what it would be.

    Lines of which a part is reserved have that quantity, lines without any are left out.
    """

    reservation_id: ReservationId
    order_id: OrderId
    status: ReservationStatus
    lines: tuple[StockLine, ...]


@dataclass(frozen=True, kw_only=True)
class RefusedReservation:
    """That nothing is reserved for an order of many, and why; ``code`` is a refusal."""

    order_id: OrderId
    round_no: int
    code: Code
    detail: Text


@dataclass(frozen=True, kw_only=True)
class AllocateStock:
    """Turn the active reservation of an order into allocations, for picking."""

    order_id: OrderId
    round_no: int = 1


@dataclass(frozen=True, kw_only=True)
class AllocateWave:
    """Allocate many orders of one page of a released wave in one statement."""

    wave_id: UUID
    orders: tuple[AllocateStock, ...]


@dataclass(frozen=True, kw_only=True)
class DeallocateStock:
    """Give back the allocations of an order that were not picked; it closes the round."""

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    reason: Text
    round_no: int = 1


@dataclass(frozen=True, kw_only=True)
class Place:
    """Units of one line to be taken from one location."""

    allocation_id: UUID
    line_no: int
    sku: Code
    location: Code
    pick_sequence: int
    lot: Code
    quantity: int


@dataclass(frozen=True, kw_only=True)
class Allocation:
    """The places an order is picked from; a higher ``version`` is newer."""

    order_id: OrderId
    round_no: int
    places: tuple[Place, ...]
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class PickedPlace:
    """What was taken of a place, and what was missing there and why."""

    allocation_id: UUID
    quantity: int
    short_quantity: int = 0
    reason: ReasonCode | None = None


@dataclass(frozen=True, kw_only=True)
class BookPicks:
    """Move what was picked for an order to staging, and mark what was not found.

    After a walk that ``is_complete`` allocations that are not named are given back.
    """

    order_id: OrderId
    places: tuple[PickedPlace, ...]
    actor: Actor
    round_no: int = 1
    is_complete: bool = False


@dataclass(frozen=True, kw_only=True)
class BookShort:
    """Book one place of a walk that goes on, where fewer units were found than asked.

    Other goods are allocated in place of those that are missing.
    """

    order_id: OrderId
    place: PickedPlace
    actor: Actor
    round_no: int = 1


@dataclass(frozen=True, kw_only=True)
class BookShipment:
    """Take what was picked for an order out of the warehouse."""

    order_id: OrderId
    actor: Actor
    round_no: int = 1
