"""What a person should look at."""

from dataclasses import dataclass
from uuid import UUID

from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId, WarehouseId


@dataclass(frozen=True, kw_only=True)
class InventoryExceptionRaisedEvent(
    Event, event_type="wms.inventory.exception-raised", subject="subject_id"
):
    """A person should look; ``subject_id`` is the id of what it is about, ``about`` its name."""

    subject_id: UUID
    exception_id: UUID
    client_id: ClientId
    warehouse_id: WarehouseId
    order_id: OrderId | None
    kind: str
    about: str
    message: str


@dataclass(frozen=True, kw_only=True)
class InventoryExceptionClearedEvent(
    Event, event_type="wms.inventory.exception-cleared", subject="subject_id"
):
    """What a person had to decide is decided, or needs nobody any more; ``actor`` saw to it."""

    subject_id: UUID
    exception_id: UUID
    client_id: ClientId
    warehouse_id: WarehouseId
    order_id: OrderId | None
    kind: str
    about: str
    actor: str
    note: str
