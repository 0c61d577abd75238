"""Commands about waves, and the bodies of requests that become them.

A ``client_id`` is on whose behalf a wave is steered; None is the building itself.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from annotated_types import Ge, Le, Len

from wms.kernel.actors import Actor
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.kernel.text import CODE, TEXT, Text
from wms.waving.contracts.words import WaveId


@dataclass(frozen=True, kw_only=True)
class NewWave:
    """The body of ``POST /waves``: plan the most urgent plannable orders within a capacity.

    With ``order_ids`` the wave takes those orders instead. A wave with ``release_at`` is
    released by the schedule, one without by a person. ``cutoff_at`` is when its truck leaves.
    """

    max_orders: Annotated[int, Ge(1), Le(5000)] = 100
    max_lines: Annotated[int, Ge(1), Le(50_000)] = 2000
    order_ids: Annotated[tuple[OrderId, ...], Len(0, 5000)] = ()
    cutoff_at: datetime | None = None
    release_at: datetime | None = None
    warehouse: Annotated[str, Len(1, 32), CODE] | None = None


@dataclass(frozen=True, kw_only=True)
class PlanWave:
    """Plan a wave of a warehouse."""

    warehouse_id: WarehouseId
    wave: NewWave
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class WaveOrders:
    """The body of ``POST /waves/{id}/orders``."""

    order_ids: Annotated[tuple[OrderId, ...], Len(1, 500)]


@dataclass(frozen=True, kw_only=True)
class AddOrders:
    """Put plannable orders into a wave that is not released."""

    wave_id: WaveId
    order_ids: tuple[OrderId, ...]
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class RemoveOrder:
    """Take an order out of a wave that is not released; it can be planned again."""

    wave_id: WaveId
    order_id: OrderId
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class ReleaseWave:
    """Turn a wave into work; a released wave stays as it is."""

    wave_id: WaveId
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class WaveSchedule:
    """The body of ``POST /waves/{id}/schedule``: when the wave is released by itself."""

    release_at: datetime


@dataclass(frozen=True, kw_only=True)
class ScheduleWave:
    """Let the schedule release a wave at a time, or at another time than before."""

    wave_id: WaveId
    release_at: datetime
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class WaveCancellation:
    """The body of ``POST /waves/{id}/cancel``."""

    reason: Annotated[str, Len(1, 200), TEXT]


@dataclass(frozen=True, kw_only=True)
class CancelWave:
    """Dissolve a wave that is not released; its orders can be planned again."""

    wave_id: WaveId
    reason: Text
    actor: Actor
    client_id: ClientId | None = None


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
