"""The facts waving publishes, on the Kafka topic ``wms.waves.events``."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.waving.contracts import WaveId, WaveLine


@dataclass(frozen=True, kw_only=True)
class WaveCreatedEvent(Event, event_type="wms.wave.created", subject="wave_id"):
    """A wave was planned, for so many orders and lines at most; 0 is unknown."""

    wave_id: WaveId
    warehouse_id: WarehouseId
    number: str
    max_orders: int = 0
    max_lines: int = 0
    cutoff_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class WaveScheduledEvent(Event, event_type="wms.wave.scheduled", subject="wave_id"):
    """The wave is released by the schedule at this time."""

    wave_id: WaveId
    warehouse_id: WarehouseId
    number: str
    release_at: datetime


@dataclass(frozen=True, kw_only=True)
class WaveOrderAddedEvent(Event, event_type="wms.wave.order-added", subject="wave_id"):
    """An order is in the wave."""

    wave_id: WaveId
    warehouse_id: WarehouseId
    order_id: OrderId
    client_id: ClientId


@dataclass(frozen=True, kw_only=True)
class WaveOrderRemovedEvent(Event, event_type="wms.wave.order-removed", subject="wave_id"):
    """An order left the wave."""

    wave_id: WaveId
    warehouse_id: WarehouseId
    order_id: OrderId
    client_id: ClientId
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReleasedOrder:
    """An order that goes to the floor; ``round_no`` names its reservation and its task."""

    order_id: OrderId
    client_id: ClientId
    number: str
    round_no: int
    priority_rank: int
    lines: tuple[WaveLine, ...]


@dataclass(frozen=True, kw_only=True)
class WaveReleasedEvent(Event, event_type="wms.wave.released", subject="wave_id"):
    """A page of a wave went to the floor: at most 500 orders and 2,000 lines."""

    wave_id: WaveId
    warehouse_id: WarehouseId
    number: str
    page: int
    pages: int
    orders: tuple[ReleasedOrder, ...]


@dataclass(frozen=True, kw_only=True)
class WaveStartedEvent(Event, event_type="wms.wave.started", subject="wave_id"):
    """The first picker began."""

    wave_id: WaveId
    warehouse_id: WarehouseId


@dataclass(frozen=True, kw_only=True)
class WaveCompletedEvent(Event, event_type="wms.wave.completed", subject="wave_id"):
    """Every order of the wave was picked or cancelled."""

    wave_id: WaveId
    warehouse_id: WarehouseId


@dataclass(frozen=True, kw_only=True)
class WaveCancelledEvent(Event, event_type="wms.wave.cancelled", subject="wave_id"):
    """The wave was dissolved before it was released."""

    wave_id: WaveId
    warehouse_id: WarehouseId
    reason: str
    order_ids: tuple[UUID, ...]
