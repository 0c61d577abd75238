"""The facts inventory publishes, on the Kafka topic ``wms.inventory.events``."""

from wms.inventory.moves.events import StockReturnedEvent as StockReturnedEvent
from wms.inventory.reservations.events.allocations import (
    AllocationShortEvent as AllocationShortEvent,
)
from wms.inventory.reservations.events.allocations import StockAllocatedEvent as StockAllocatedEvent
from wms.inventory.reservations.events.allocations import StockPickedEvent as StockPickedEvent
from wms.inventory.reservations.events.reservations import (
    ReservationReleasedEvent as ReservationReleasedEvent,
)
from wms.inventory.reservations.events.reservations import (
    ShortageDetectedEvent as ShortageDetectedEvent,
)
from wms.inventory.reservations.events.reservations import StockReservedEvent as StockReservedEvent
from wms.inventory.work.events.exceptions import (
    InventoryExceptionClearedEvent as InventoryExceptionClearedEvent,
)
from wms.inventory.work.events.exceptions import (
    InventoryExceptionRaisedEvent as InventoryExceptionRaisedEvent,
)
