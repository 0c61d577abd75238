"""The tables inventory owns. Nothing outside this context may import them."""

from wms.inventory.adjustments.models import Adjustment, Change, StatusChange, Transfer
from wms.inventory.catalogue.models.catalogue import Location, Sku
from wms.inventory.catalogue.models.insert import insert_first
from wms.inventory.catalogue.models.lots import Lot
from wms.inventory.catalogue.models.values import BookedAlone, SkuValueChange
from wms.inventory.history import InventoryHistoryRecord
from wms.inventory.idempotency import InventoryIdempotencyRecord
from wms.inventory.inbox import InventoryInbox
from wms.inventory.outbox import InventoryEventLog, InventoryOutbox
from wms.inventory.receiving.models.inbound import InboundLine, InboundNotice
from wms.inventory.receiving.models.receipts import Receipt
from wms.inventory.replenishment.models import PickFace, StockThreshold
from wms.inventory.reservations.models.backorders import (
    Backorder,
    QueuePlace,
    backorders_of,
    next_in_queue,
)
from wms.inventory.reservations.models.reservations import Allocation, Reservation, ReservationLine
from wms.inventory.reservations.models.reserve_many import (
    KnownSku,
    NewBackorder,
    NewLine,
    WantedSku,
    insert_backorders,
    insert_lines,
    insert_new,
    known_skus,
    lock_free,
)
from wms.inventory.reservations.models.reserve_one import Verdict, reserve_one
from wms.inventory.reservations.models.rules import AllocationRule, strategies_of
from wms.inventory.stock.models.balances import BalanceChange, StockBalance
from wms.inventory.stock.models.eligibility import ELIGIBLE, RULES, refusals_of
from wms.inventory.stock.models.history import BalanceHistory
from wms.inventory.stock.models.ledger import LedgerClosing, MovementKey, StockMovement
from wms.inventory.stock.models.stock import NewUnit, StockUnit, UnitChange, UnitKey
from wms.inventory.verification.models.repairs import RepairedNumber
from wms.inventory.verification.models.verified import VerifiedUpTo
from wms.inventory.work.models.counts import CycleCount, CycleCountLine
from wms.inventory.work.models.tasks import MoveTask

__all__ = [
    "ELIGIBLE",
    "RULES",
    "Adjustment",
    "Allocation",
    "AllocationRule",
    "Backorder",
    "BalanceChange",
    "BalanceHistory",
    "BookedAlone",
    "Change",
    "CycleCount",
    "CycleCountLine",
    "InboundLine",
    "InboundNotice",
    "InventoryEventLog",
    "InventoryHistoryRecord",
    "InventoryIdempotencyRecord",
    "InventoryInbox",
    "InventoryOutbox",
    "KnownSku",
    "LedgerClosing",
    "Location",
    "Lot",
    "MoveTask",
    "MovementKey",
    "NewBackorder",
    "NewLine",
    "NewUnit",
    "PickFace",
    "QueuePlace",
    "Receipt",
    "RepairedNumber",
    "Reservation",
    "ReservationLine",
    "Sku",
    "SkuValueChange",
    "StatusChange",
    "StockBalance",
    "StockMovement",
    "StockThreshold",
    "StockUnit",
    "Transfer",
    "UnitChange",
    "UnitKey",
    "Verdict",
    "VerifiedUpTo",
    "WantedSku",
    "backorders_of",
    "insert_backorders",
    "insert_first",
    "insert_lines",
    "insert_new",
    "known_skus",
    "lock_free",
    "next_in_queue",
    "refusals_of",
    "reserve_one",
    "strategies_of",
]
