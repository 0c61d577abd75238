"""Inventory in the admin: to look at, since goods move by commands only."""

from wms.inventory.admin.adjustments import AdjustmentAdmin
from wms.inventory.admin.catalogue import SkuAdmin
from wms.inventory.admin.changes import StatusChangeAdmin, TransferAdmin
from wms.inventory.admin.counts import CycleCountAdmin
from wms.inventory.admin.inbound import InboundNoticeAdmin
from wms.inventory.admin.ledger import LedgerClosingAdmin, ReceiptAdmin, StockMovementAdmin
from wms.inventory.admin.locations import LocationAdmin
from wms.inventory.admin.lots import LotAdmin
from wms.inventory.admin.pick_faces import PickFaceAdmin
from wms.inventory.admin.promises import AllocationAdmin, ReservationAdmin
from wms.inventory.admin.repairs import (
    RepairedNumberAdmin,
)
from wms.inventory.admin.stock import StockBalanceAdmin, StockUnitAdmin
from wms.inventory.admin.tasks import MoveTaskAdmin
from wms.inventory.admin.thresholds import StockThresholdAdmin

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
