"""Everything other contexts may ask of inventory."""

from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.adjustments.commands.change_status import change_status
from wms.inventory.adjustments.commands.decide_adjustment import (
    approve_adjustment,
    reject_adjustment,
)
from wms.inventory.adjustments.commands.transfer_stock import transfer_stock
from wms.inventory.adjustments.queries.adjustments import get_adjustment, list_adjustments
from wms.inventory.adjustments.queries.changes import list_status_changes, list_transfers
from wms.inventory.catalogue.commands.register_location import register_location
from wms.inventory.catalogue.commands.register_sku import register_sku
from wms.inventory.catalogue.commands.set_sku_value import set_sku_value
from wms.inventory.catalogue.queries.locations import list_locations
from wms.inventory.catalogue.queries.skus import list_sku_values, list_skus, unknown_skus
from wms.inventory.counts.commands.ask_recount import ask_recount
from wms.inventory.counts.commands.cancel_count import cancel_count
from wms.inventory.counts.commands.plan_counts import plan_counts
from wms.inventory.counts.commands.post_count import post_count
from wms.inventory.counts.commands.request_count import request_count
from wms.inventory.counts.commands.start_count import start_count
from wms.inventory.counts.commands.submit_count import submit_count
from wms.inventory.counts.queries.counts import get_count, list_counts
from wms.inventory.diagnosis.queries.holders import list_holders
from wms.inventory.diagnosis.queries.why_not import why_not
from wms.inventory.handling.commands.block_location import block_location
from wms.inventory.handling.commands.expire_stock import expire_stock
from wms.inventory.moves.commands.cancel_move_task import cancel_move_task
from wms.inventory.moves.commands.claim_move_task import claim_move_task
from wms.inventory.moves.commands.complete_move_task import complete_move_task
from wms.inventory.moves.commands.release_move_task import release_move_task
from wms.inventory.moves.commands.reopen_move_task import reopen_move_task
from wms.inventory.moves.queries.tasks import get_move_task, list_move_tasks
from wms.inventory.picks.commands.book_picks import book_picks
from wms.inventory.picks.commands.book_shipment import book_shipment
from wms.inventory.picks.commands.book_short import book_short
from wms.inventory.receiving.commands.announce_inbound import announce_inbound
from wms.inventory.receiving.commands.close_inbound import close_inbound
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.queries.inbound import get_inbound, list_inbound
from wms.inventory.replenishment.commands.plan_replenishment import (
    plan_replenishment,
    plan_replenishment_page,
)
from wms.inventory.replenishment.commands.remove_pick_face import remove_pick_face
from wms.inventory.replenishment.commands.remove_stock_threshold import remove_stock_threshold
from wms.inventory.replenishment.commands.set_pick_face import set_pick_face
from wms.inventory.replenishment.commands.set_stock_threshold import set_stock_threshold
from wms.inventory.replenishment.commands.watch_low_stock import watch_low_stock
from wms.inventory.replenishment.queries.replenishing import list_pick_faces, list_stock_thresholds
from wms.inventory.reservations.commands.allocate_stock import allocate_stock
from wms.inventory.reservations.commands.allocate_wave import allocate_wave
from wms.inventory.reservations.commands.deallocate_stock import deallocate_stock
from wms.inventory.reservations.commands.release_reservation import release_reservation
from wms.inventory.reservations.commands.reserve_orders import reserve_orders
from wms.inventory.reservations.commands.reserve_stock import reserve_stock
from wms.inventory.reservations.commands.set_allocation_rule import set_allocation_rule
from wms.inventory.reservations.queries.allocations import get_allocation, get_walk
from wms.inventory.reservations.queries.claims import (
    find_open_reservations,
    find_unfinished_claims,
    list_open_reservations,
    list_unfinished_claims,
)
from wms.inventory.reservations.queries.reservations import (
    find_latest_round,
    get_reservation,
    list_lost_units,
)
from wms.inventory.reservations.queries.rules import list_allocation_rules
from wms.inventory.stock.commands.close_balance_history import close_balance_history
from wms.inventory.stock.commands.close_ledger_month import close_ledger_month
from wms.inventory.stock.queries.lots import list_lots
from wms.inventory.stock.queries.movements import list_movements
from wms.inventory.stock.queries.stock import get_stock, list_stock
from wms.inventory.verification.commands.note_verified import note_verified
from wms.inventory.verification.commands.repair_stock import repair_stock
from wms.inventory.verification.queries.changed import verify_changed
from wms.inventory.verification.queries.checks import verify_stock

__all__ = [
    "adjust_stock",
    "allocate_stock",
    "allocate_wave",
    "announce_inbound",
    "approve_adjustment",
    "ask_recount",
    "block_location",
    "book_picks",
    "book_shipment",
    "book_short",
    "cancel_count",
    "cancel_move_task",
    "change_status",
    "claim_move_task",
    "close_balance_history",
    "close_inbound",
    "close_ledger_month",
    "complete_move_task",
    "deallocate_stock",
    "expire_stock",
    "find_latest_round",
    "find_open_reservations",
    "find_unfinished_claims",
    "get_adjustment",
    "get_allocation",
    "get_count",
    "get_inbound",
    "get_move_task",
    "get_reservation",
    "get_stock",
    "get_walk",
    "list_adjustments",
    "list_allocation_rules",
    "list_counts",
    "list_holders",
    "list_inbound",
    "list_locations",
    "list_lost_units",
    "list_lots",
    "list_move_tasks",
    "list_movements",
    "list_open_reservations",
    "list_pick_faces",
    "list_sku_values",
    "list_skus",
    "list_status_changes",
    "list_stock",
    "list_stock_thresholds",
    "list_transfers",
    "list_unfinished_claims",
    "note_verified",
    "plan_counts",
    "plan_replenishment",
    "plan_replenishment_page",
    "post_count",
    "receive_stock",
    "register_location",
    "register_sku",
    "reject_adjustment",
    "release_move_task",
    "release_reservation",
    "remove_pick_face",
    "remove_stock_threshold",
    "reopen_move_task",
    "repair_stock",
    "request_count",
    "reserve_orders",
    "reserve_stock",
    "set_allocation_rule",
    "set_pick_face",
    "set_sku_value",
    "set_stock_threshold",
    "start_count",
    "submit_count",
    "transfer_stock",
    "unknown_skus",
    "verify_changed",
    "verify_stock",
    "watch_low_stock",
    "why_not",
]
