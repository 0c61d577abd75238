"""Commands about orders that may be planned."""

from dataclasses import dataclass
from datetime import date, datetime

from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.kernel.text import Code, Text
from wms.waving.contracts.words import WaveId, WaveLine, WaveStatus


@dataclass(frozen=True, kw_only=True)
class NoteCandidate:
    """Remember an order that came in; it can be planned once its stock is reserved."""

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    number: Code
    priority_rank: int
    ship_by: date | None
    lines: tuple[WaveLine, ...]


@dataclass(frozen=True, kw_only=True)
class KeptLine:
    """A line of which an order goes on with so many base units, be it none."""

    line_no: int
    quantity: int


@dataclass(frozen=True, kw_only=True)
class NoteSplit:
    """Remember that an order goes on with fewer units of these lines; the others stay whole."""

    order_id: OrderId
    lines: tuple[KeptLine, ...]


@dataclass(frozen=True, kw_only=True)
class QueueOrder:
    """Make an order plannable in a round: its stock is reserved."""

    order_id: OrderId
    round_no: int = 1


@dataclass(frozen=True, kw_only=True)
class WithdrawOrder:
    """Take an order out of planning and out of a wave that is not released; closes the round."""

    order_id: OrderId
    reason: Text
    round_no: int = 1


@dataclass(frozen=True, kw_only=True)
class QueuedOrder:
    """Where an order stands in waving; ``wave_id`` and its status once it is in a wave.

    ``cutoff_at`` is when the truck of that wave leaves. ``assignment_no`` counts how often the
    order came into a wave or left one: of two answers the one with the higher number is newer.
    """

    order_id: OrderId
    wave_id: WaveId | None
    wave_status: WaveStatus | None
    assignment_no: int = 0
    cutoff_at: datetime | None = None
