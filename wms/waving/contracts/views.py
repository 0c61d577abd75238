"""What waving answers about waves."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from annotated_types import Len

from wms.kernel.ids import OrderId, WarehouseId
from wms.kernel.text import CODE, Code, Text
from wms.waving.contracts.words import WaveId, WaveStatus


@dataclass(frozen=True, kw_only=True)
class Wave:
    """A set of orders released together; ``reason`` is why it was cancelled.

    One is at risk that has work left when its truck leaves soon, or has left.
    """

    wave_id: WaveId
    number: Code
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
    reason: Text = ""
    is_at_risk: bool = False


@dataclass(frozen=True, kw_only=True)
class WaveOrder:
    """An order of a wave; ``left_at`` and why are of one that left it."""

    order_id: OrderId
    number: Code
    priority_rank: int
    lines: int
    units: int
    is_done: bool
    left_at: datetime | None = None
    left_because: Text = ""


@dataclass(frozen=True, kw_only=True)
class WaveDetail:
    """A wave with its orders, and with those that left it before it was released.

    A cancelled one goes on showing the orders that it held to its end.
    """

    wave: Wave
    orders: tuple[WaveOrder, ...]
    former_orders: tuple[WaveOrder, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WaveFilter:
    """Which waves a list shows: those that match all that is given; ``warehouse`` is a code.

    ``at_risk`` are those with work left whose truck leaves soon, or has left.
    """

    status: tuple[WaveStatus, ...] = ()
    warehouse: Annotated[str, Len(1, 32), CODE] | None = None
    at_risk: bool | None = None
    number: Annotated[str, Len(1, 32), CODE] | None = None
