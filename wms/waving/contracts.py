"""What callers hand to waving and get back: frozen, framework-free, append-only."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from annotated_types import Ge, Le, Len

from wms.kernel.errors import Conflict, NotFound
from wms.kernel.ids import ClientId, OrderId, WarehouseId

WaveId = NewType("WaveId", UUID)
MAX_PAGE_ORDERS = 500
MAX_PAGE_LINES = 2000


class WaveStatus(StrEnum):
    """How far a wave has come."""

    PLANNED = "planned"
    SCHEDULED = "scheduled"
    RELEASED = "released"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class WaveLine:
    """What a line of an order wants, in base units."""

    line_no: int
    sku: str
    quantity: int


@dataclass(frozen=True, kw_only=True)
class NoteCandidate:
    """Remember an order that came in; it can be planned once its stock is reserved."""

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    number: str
    priority_rank: int
    ship_by: date | None
    lines: tuple[WaveLine, ...]


@dataclass(frozen=True, kw_only=True)
class QueueOrder:
    """Make an order plannable in a round: its stock is reserved."""

    order_id: OrderId
    round_no: int = 1


# An order that is finished is out for every round there could be.
EVERY_ROUND = 32_767


@dataclass(frozen=True, kw_only=True)
class WithdrawOrder:
    """Take an order out of planning and out of a wave that is not released; closes the round."""

    order_id: OrderId
    reason: str
    round_no: int = 1


@dataclass(frozen=True, kw_only=True)
class QueuedOrder:
    """Where an order stands in waving; ``wave_id`` and its status once it is in a wave."""

    order_id: OrderId
    wave_id: WaveId | None
    wave_status: WaveStatus | None


@dataclass(frozen=True, kw_only=True)
class NewWave:
    """The body of ``POST /waves``: plan the most urgent plannable orders within a capacity.

    With ``order_ids`` the wave takes those orders instead. A wave with ``release_at`` is
    released by the schedule, one without by a person.
    """

    max_orders: Annotated[int, Ge(1), Le(5000)] = 100
    max_lines: Annotated[int, Ge(1), Le(50_000)] = 2000
    order_ids: Annotated[tuple[OrderId, ...], Len(0, 5000)] = ()
    cutoff_at: datetime | None = None
    release_at: datetime | None = None
    warehouse: Annotated[str, Len(1, 32)] | None = None


@dataclass(frozen=True, kw_only=True)
class PlanWave:
    """Plan a wave of a warehouse."""

    warehouse_id: WarehouseId
    wave: NewWave
    actor: str


@dataclass(frozen=True, kw_only=True)
class WaveOrders:
    """The body of ``POST /waves/{id}/orders``."""

    order_ids: Annotated[tuple[OrderId, ...], Len(1, 500)]


@dataclass(frozen=True, kw_only=True)
class AddOrders:
    """Put plannable orders into a wave that is not released."""

    wave_id: WaveId
    order_ids: tuple[OrderId, ...]


@dataclass(frozen=True, kw_only=True)
class RemoveOrder:
    """Take an order out of a wave that is not released; it can be planned again."""

    wave_id: WaveId
    order_id: OrderId


@dataclass(frozen=True, kw_only=True)
class ReleaseWave:
    """Turn a wave into work; a released wave stays as it is."""

    wave_id: WaveId
    actor: str


@dataclass(frozen=True, kw_only=True)
class CancelWave:
    """Dissolve a wave that is not released; its orders can be planned again."""

    wave_id: WaveId
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReleaseDueWaves:
    """Plan what waits, by the templates of each warehouse, and release what is due at ``now``."""

    now: datetime


@dataclass(frozen=True, kw_only=True)
class NoteTaskStarted:
    """A picker began on an order of a wave."""

    wave_id: WaveId
    order_id: OrderId


@dataclass(frozen=True, kw_only=True)
class NoteTaskEnded:
    """The task of an order in a wave was completed or cancelled."""

    wave_id: WaveId
    order_id: OrderId


@dataclass(frozen=True, kw_only=True)
class Wave:
    """A set of orders released together."""

    wave_id: WaveId
    number: str
    warehouse_id: WarehouseId
    status: WaveStatus
    order_count: int
    line_count: int
    unit_count: int
    done_count: int
    cutoff_at: datetime | None
    release_at: datetime | None
    created_at: datetime
    released_at: datetime | None
    completed_at: datetime | None
    version: int


@dataclass(frozen=True, kw_only=True)
class WaveOrder:
    """An order of a wave."""

    order_id: OrderId
    number: str
    priority_rank: int
    lines: int
    units: int
    is_done: bool


@dataclass(frozen=True, kw_only=True)
class WaveDetail:
    """A wave with its orders."""

    wave: Wave
    orders: tuple[WaveOrder, ...]


@dataclass(frozen=True, kw_only=True)
class WaveFilter:
    """Which waves a list shows: those that match all that is given; ``warehouse`` is a code."""

    status: WaveStatus | None = None
    warehouse: Annotated[str, Len(1, 32)] | None = None


@dataclass(frozen=True, kw_only=True)
class WaveCancellation:
    """The body of ``POST /waves/{id}/cancel``."""

    reason: Annotated[str, Len(1, 200)]


class WaveNotFound(NotFound):
    """There is no such wave."""

    code = "wave_not_found"


class WaveNotOpen(Conflict):
    """The wave was released or cancelled and takes or gives no orders."""

    code = "wave_not_open"


class WaveEmpty(Conflict):
    """A wave without orders cannot be planned or released."""

    code = "wave_empty"


class OrderNotPlannable(Conflict):
    """The order has no reserved stock, is in another wave, or is out."""

    code = "order_not_plannable"


class OrderNotInWave(NotFound):
    """The wave does not hold the order."""

    code = "order_not_in_wave"


class OrderReleased(Conflict):
    """The wave of the order is released; only cancelling its work takes it back."""

    code = "order_released"


class OrderInEarlierRound(Conflict):
    """The order is in a wave for an earlier round; withdraw it there first."""

    code = "order_in_earlier_round"


class RoundClosed(Conflict):
    """The order was withdrawn in this round; only another round can queue it."""

    code = "round_closed"
