"""The facts inventory publishes, on the Kafka topic ``wms.inventory.events``."""

from wms.inventory.adjustments.events.changes import (
    AdjustmentRejectedEvent as AdjustmentRejectedEvent,
)
from wms.inventory.adjustments.events.changes import (
    AdjustmentRequestedEvent as AdjustmentRequestedEvent,
)
from wms.inventory.counts.events.counts import CountPostedEvent as CountPostedEvent
from wms.inventory.handling.events.adjustments import StockAdjustedEvent as StockAdjustedEvent
from wms.inventory.handling.events.moves import StockMovedEvent as StockMovedEvent
from wms.inventory.moves.events.moves import MoveTaskReopenedEvent as MoveTaskReopenedEvent
from wms.inventory.moves.events.moves import StockReturnedEvent as StockReturnedEvent
from wms.inventory.receiving.events.inbound import InboundAnnouncedEvent as InboundAnnouncedEvent
from wms.inventory.receiving.events.inbound import InboundClosedEvent as InboundClosedEvent
from wms.inventory.receiving.events.receipts import StockReceivedEvent as StockReceivedEvent
from wms.inventory.replenishment.events.levels import LowStockAlertEvent as LowStockAlertEvent
from wms.inventory.reservations.events.claims import (
    AllocationReleasedEvent as AllocationReleasedEvent,
)
from wms.inventory.reservations.events.claims import AllocationShortEvent as AllocationShortEvent
from wms.inventory.reservations.events.claims import StockAllocatedEvent as StockAllocatedEvent
from wms.inventory.reservations.events.claims import StockPickedEvent as StockPickedEvent
from wms.inventory.reservations.events.claims import StockShippedEvent as StockShippedEvent
from wms.inventory.reservations.events.promises import (
    ReservationReleasedEvent as ReservationReleasedEvent,
)
from wms.inventory.reservations.events.promises import (
    ShortageDetectedEvent as ShortageDetectedEvent,
)
from wms.inventory.reservations.events.promises import StockReservedEvent as StockReservedEvent
from wms.inventory.work.events.exceptions import (
    InventoryExceptionClearedEvent as InventoryExceptionClearedEvent,
)
from wms.inventory.work.events.exceptions import (
    InventoryExceptionRaisedEvent as InventoryExceptionRaisedEvent,
)
from wms.inventory.work.events.tasks import MoveTaskCancelledEvent as MoveTaskCancelledEvent
