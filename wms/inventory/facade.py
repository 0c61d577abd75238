"""Everything other contexts may ask of inventory."""

from wms.inventory.catalogue.queries.skus import unknown_skus
from wms.inventory.counts.commands.plan_counts import plan_counts
from wms.inventory.handling.commands.expire_stock import expire_stock
from wms.inventory.moves.queries.tasks import list_move_tasks
from wms.inventory.picks.commands.book_picks import book_picks
from wms.inventory.picks.commands.book_shipment import book_shipment
from wms.inventory.replenishment.commands.plan_replenishment import plan_replenishment
from wms.inventory.replenishment.commands.watch_low_stock import watch_low_stock
from wms.inventory.reservations.commands.allocate_stock import allocate_stock
from wms.inventory.reservations.commands.deallocate_stock import deallocate_stock
from wms.inventory.reservations.commands.release_reservation import release_reservation
from wms.inventory.reservations.commands.reserve_stock import reserve_stock
from wms.inventory.reservations.queries.allocations import get_allocation, get_walk
from wms.inventory.reservations.queries.open_allocations import (
    find_open_reservations,
    find_unfinished_allocations,
    list_open_reservations,
    list_unfinished_allocations,
)
from wms.inventory.reservations.queries.reservations import (
    find_latest_round,
    get_reservation,
    list_lost_units,
)
from wms.inventory.verification.commands.note_verified import note_verified
from wms.inventory.verification.commands.repair_stock import repair_stock
from wms.inventory.verification.queries.changed import verify_changed
from wms.inventory.verification.queries.checks import verify_stock

__all__ = [
    "allocate_stock",
    "book_picks",
    "book_shipment",
    "deallocate_stock",
    "expire_stock",
    "find_latest_round",
    "find_open_reservations",
    "find_unfinished_allocations",
    "get_allocation",
    "get_reservation",
    "get_walk",
    "list_lost_units",
    "list_move_tasks",
    "list_open_reservations",
    "list_unfinished_allocations",
    "note_verified",
    "plan_counts",
    "plan_replenishment",
    "release_reservation",
    "repair_stock",
    "reserve_stock",
    "unknown_skus",
    "verify_changed",
    "verify_stock",
    "watch_low_stock",
]
