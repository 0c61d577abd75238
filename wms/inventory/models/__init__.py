"""The tables inventory owns. Nothing outside this context may import them."""

from wms.inventory.models.catalogue import Location, Sku
from wms.inventory.models.inbox import InventoryInbox
from wms.inventory.models.inserting import insert_first
from wms.inventory.models.ledger import Receipt, StockMovement
from wms.inventory.models.outbox import InventoryEventLog, InventoryOutbox
from wms.inventory.models.promises import Allocation, Reservation, ReservationLine
from wms.inventory.models.stock import (
    BalanceChange,
    StockBalance,
    StockUnit,
    UnitChange,
    UnitKey,
)
from wms.inventory.models.tasks import MoveTask
from wms.inventory.models.waiting import Turn, Wish, next_in_turn, wishes_of, wishes_of_waiting

__all__ = [
    "Allocation",
    "BalanceChange",
    "InventoryEventLog",
    "InventoryInbox",
    "InventoryOutbox",
    "Location",
    "MoveTask",
    "Receipt",
    "Reservation",
    "ReservationLine",
    "Sku",
    "StockBalance",
    "StockMovement",
    "StockUnit",
    "Turn",
    "UnitChange",
    "UnitKey",
    "Wish",
    "insert_first",
    "next_in_turn",
    "wishes_of",
    "wishes_of_waiting",
]
