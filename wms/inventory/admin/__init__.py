"""Inventory in the admin: to look at, since goods move by commands only."""

from wms.inventory.adjustments.admin.adjustments import AdjustmentAdmin
from wms.inventory.adjustments.admin.changes import StatusChangeAdmin, TransferAdmin
from wms.inventory.admin.ledger import LedgerClosingAdmin, ReceiptAdmin, StockMovementAdmin
from wms.inventory.admin.locations import LocationAdmin
from wms.inventory.admin.skus import SkuAdmin
from wms.inventory.admin.stock import StockBalanceAdmin, StockUnitAdmin
from wms.inventory.counts.admin import CycleCountAdmin
from wms.inventory.moves.admin.tasks import MoveTaskAdmin
from wms.inventory.receiving.admin import InboundNoticeAdmin
from wms.inventory.replenishment.admin.pick_faces import PickFaceAdmin
from wms.inventory.replenishment.admin.thresholds import StockThresholdAdmin
from wms.inventory.reservations.admin import AllocationAdmin, ReservationAdmin
from wms.inventory.stock.admin import LotAdmin
from wms.inventory.verification.admin import RepairedNumberAdmin

__all__ = [
    "AdjustmentAdmin",
    "AllocationAdmin",
    "CycleCountAdmin",
    "InboundNoticeAdmin",
    "LedgerClosingAdmin",
    "LocationAdmin",
    "LotAdmin",
    "MoveTaskAdmin",
    "PickFaceAdmin",
    "ReceiptAdmin",
    "RepairedNumberAdmin",
    "ReservationAdmin",
    "SkuAdmin",
    "StatusChangeAdmin",
    "StockBalanceAdmin",
    "StockMovementAdmin",
    "StockThresholdAdmin",
    "StockUnitAdmin",
    "TransferAdmin",
]
