"""The tables inventory owns. Nothing outside this context may import them."""

from wms.inventory.models.balances import BalanceChange, StockBalance
from wms.inventory.models.catalogue import Location, Sku
from wms.inventory.models.changes import Adjustment, Change, StatusChange, Transfer
from wms.inventory.models.counts import CycleCount, CycleCountLine
from wms.inventory.models.eligibility import (
    ELIGIBLE,
    RULES,
    refusals_of,
)
from wms.inventory.models.history import BalanceHistory
from wms.inventory.models.inbound import InboundLine, InboundNotice
from wms.inventory.models.inbox import InventoryInbox
from wms.inventory.models.inserting import insert_first
from wms.inventory.models.ledger import LedgerClosing, MovementKey, Receipt, StockMovement
from wms.inventory.models.lots import Lot
from wms.inventory.models.outbox import InventoryEventLog, InventoryOutbox
from wms.inventory.models.promises import Allocation, Reservation, ReservationLine
from wms.inventory.models.repairs import (
    RepairedNumber,
)
from wms.inventory.models.replenishing import PickFace, StockThreshold
from wms.inventory.models.reserving import Verdict, promise
from wms.inventory.models.reserving_at_once import (
    Goods,
    NewLine,
    NewWish,
    Wanted,
    goods_of,
    insert_lines,
    insert_new,
    lock_free,
    make_wait,
)
from wms.inventory.models.rules import AllocationRule, strategies_of
from wms.inventory.models.stock import NewUnit, StockUnit, UnitChange, UnitKey
from wms.inventory.models.tasks import MoveTask
from wms.inventory.models.valuing import BookedAlone, SkuValueChange
from wms.inventory.models.verified import VerifiedUpTo
from wms.inventory.models.waiting import (
    Turn,
    Wish,
    next_in_turn,
    wishes_of,
)

__all__ = [
    "ELIGIBLE",
    "RULES",
    "Adjustment",
    "Allocation",
    "AllocationRule",
    "BalanceChange",
    "BalanceHistory",
    "BookedAlone",
    "Change",
    "CycleCount",
    "CycleCountLine",
    "Goods",
    "InboundLine",
    "InboundNotice",
    "InventoryEventLog",
    "InventoryInbox",
    "InventoryOutbox",
    "LedgerClosing",
    "Location",
    "Lot",
    "MoveTask",
    "MovementKey",
    "NewLine",
    "NewUnit",
    "NewWish",
    "PickFace",
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
    "Turn",
    "UnitChange",
    "UnitKey",
    "Verdict",
    "VerifiedUpTo",
    "Wanted",
    "Wish",
    "goods_of",
    "insert_first",
    "insert_lines",
    "insert_new",
    "lock_free",
    "make_wait",
    "next_in_turn",
    "promise",
    "refusals_of",
    "strategies_of",
    "wishes_of",
]
