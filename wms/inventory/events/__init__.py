"""The facts inventory publishes, on the Kafka topic ``wms.inventory.events``."""

from wms.inventory.events.changes import AdjustmentRejectedEvent as AdjustmentRejectedEvent
from wms.inventory.events.changes import AdjustmentRequestedEvent as AdjustmentRequestedEvent
from wms.inventory.events.changes import StockAdjustedEvent as StockAdjustedEvent
from wms.inventory.events.claims import AllocationReleasedEvent as AllocationReleasedEvent
from wms.inventory.events.claims import AllocationShortEvent as AllocationShortEvent
from wms.inventory.events.claims import StockAllocatedEvent as StockAllocatedEvent
from wms.inventory.events.claims import StockPickedEvent as StockPickedEvent
from wms.inventory.events.claims import StockShippedEvent as StockShippedEvent
from wms.inventory.events.counts import CountPostedEvent as CountPostedEvent
from wms.inventory.events.exceptions import (
    InventoryExceptionClearedEvent as InventoryExceptionClearedEvent,
)
from wms.inventory.events.exceptions import (
    InventoryExceptionRaisedEvent as InventoryExceptionRaisedEvent,
)
from wms.inventory.events.inbound import InboundAnnouncedEvent as InboundAnnouncedEvent
from wms.inventory.events.inbound import InboundClosedEvent as InboundClosedEvent
from wms.inventory.events.levels import LowStockAlertEvent as LowStockAlertEvent
from wms.inventory.events.moves import MoveTaskCancelledEvent as MoveTaskCancelledEvent
from wms.inventory.events.moves import MoveTaskReopenedEvent as MoveTaskReopenedEvent
from wms.inventory.events.moves import StockMovedEvent as StockMovedEvent
from wms.inventory.events.moves import StockReturnedEvent as StockReturnedEvent
from wms.inventory.events.promises import ReservationReleasedEvent as ReservationReleasedEvent
from wms.inventory.events.promises import ShortageDetectedEvent as ShortageDetectedEvent
from wms.inventory.events.promises import StockReservedEvent as StockReservedEvent
from wms.inventory.events.receipts import StockReceivedEvent as StockReceivedEvent
