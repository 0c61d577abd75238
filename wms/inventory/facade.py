"""Everything other contexts may ask of inventory."""

from wms.inventory.selectors.allocations import get_allocation
from wms.inventory.selectors.locations import list_locations
from wms.inventory.selectors.movements import list_movements
from wms.inventory.selectors.reservations import get_reservation
from wms.inventory.selectors.skus import list_skus, unknown_skus
from wms.inventory.selectors.stock import get_stock, list_stock
from wms.inventory.selectors.tasks import get_move_task, list_move_tasks
from wms.inventory.selectors.verification.checks import verify_stock
from wms.inventory.services.catalogue.register_location import register_location
from wms.inventory.services.catalogue.register_sku import register_sku
from wms.inventory.services.goods.book_picks import book_picks
from wms.inventory.services.goods.book_shipment import book_shipment
from wms.inventory.services.goods.receive_stock import receive_stock
from wms.inventory.services.keeping.cancel_move_task import cancel_move_task
from wms.inventory.services.keeping.claim_move_task import claim_move_task
from wms.inventory.services.keeping.complete_move_task import complete_move_task
from wms.inventory.services.promises.allocate_stock import allocate_stock
from wms.inventory.services.promises.allocate_wave import allocate_wave
from wms.inventory.services.promises.deallocate_stock import deallocate_stock
from wms.inventory.services.promises.release_reservation import release_reservation
from wms.inventory.services.promises.reserve_stock import reserve_stock
from wms.inventory.services.verification.repair_stock import (
    repair_stock,
)

__all__ = [
    "allocate_stock",
    "allocate_wave",
    "book_picks",
    "book_shipment",
    "cancel_move_task",
    "claim_move_task",
    "complete_move_task",
    "deallocate_stock",
    "get_allocation",
    "get_move_task",
    "get_reservation",
    "get_stock",
    "list_locations",
    "list_move_tasks",
    "list_movements",
    "list_skus",
    "list_stock",
    "receive_stock",
    "register_location",
    "register_sku",
    "release_reservation",
    "repair_stock",
    "reserve_stock",
    "unknown_skus",
    "verify_stock",
]
