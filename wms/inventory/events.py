"""The facts inventory publishes, on the Kafka topic ``wms.inventory.events``."""

from wms.inventory.catalogue.events import SkuCorrectedEvent as SkuCorrectedEvent
from wms.inventory.catalogue.events import SkuRegisteredEvent as SkuRegisteredEvent
from wms.inventory.catalogue.events import SkuValuedEvent as SkuValuedEvent
from wms.inventory.counts.events import CountPostedEvent as CountPostedEvent
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
from wms.inventory.stock.events import MovementsBookedEvent as MovementsBookedEvent
from wms.inventory.work.events.exceptions import (
    InventoryExceptionClearedEvent as InventoryExceptionClearedEvent,
)
from wms.inventory.work.events.exceptions import (
    InventoryExceptionRaisedEvent as InventoryExceptionRaisedEvent,
)
