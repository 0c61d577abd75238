"""Inventory in the admin: to look at, since goods move by commands only."""

from wms.inventory.admin.catalogue import LocationAdmin, SkuAdmin
from wms.inventory.admin.counts import CycleCountAdmin
from wms.inventory.admin.inbound import InboundNoticeAdmin
from wms.inventory.admin.ledger import ReceiptAdmin, StockMovementAdmin
from wms.inventory.admin.lots import LotAdmin
from wms.inventory.admin.promises import AllocationAdmin, ReservationAdmin
from wms.inventory.admin.repairs import (
    RepairedNumberAdmin,
)
from wms.inventory.admin.stock import StockBalanceAdmin, StockUnitAdmin
from wms.inventory.admin.tasks import MoveTaskAdmin

__all__ = [
    "AllocationAdmin",
    "CycleCountAdmin",
    "InboundNoticeAdmin",
    "LocationAdmin",
    "LotAdmin",
    "MoveTaskAdmin",
    "ReceiptAdmin",
    "RepairedNumberAdmin",
    "ReservationAdmin",
    "SkuAdmin",
    "StockBalanceAdmin",
    "StockMovementAdmin",
    "StockUnitAdmin",
]
