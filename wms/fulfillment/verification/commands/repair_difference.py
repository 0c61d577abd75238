"""Make agree what a difference is about, by the command of the context that can."""

from collections.abc import Callable, Mapping

from wms.fulfillment.saga.rules import picked_places
from wms.fulfillment.verification.contracts import RepairDifference, Suspect, WorkCheck
from wms.fulfillment.verification.queries.suspects import ENDED, look_at
from wms.inventory import facade as inventory
from wms.inventory.contracts import (
    AllocationStatus,
    BookPicks,
    BookShipment,
    DeallocateStock,
    ReleaseReservation,
    RepairImpossible,
    RepairStock,
    ReservationNotFound,
    StockCheck,
)
from wms.orders import facade as orders
from wms.orders.contracts import OrderStatus
from wms.picking import facade as picking
from wms.picking.contracts import CancelPickTask, PickTaskStatus, PlacePickTask


def repair_difference(request: RepairDifference) -> None:
    """Repair a difference by the commands of its context; a repeat changes nothing.

    Raises:
        RepairImpossible: no command can; a person must decide.
        DomainError: the command was refused.
    """
    if isinstance(request.check, StockCheck):
        inventory.repair_stock(
            RepairStock(
                check=request.check,
                subject_id=request.subject_id,
                actor=request.actor,
                reason=request.reason,
            )
        )
        return
    suspect = look_at(check=request.check, subject_id=request.subject_id)
    if suspect is not None:
        _REPAIRS[request.check](suspect, request)


def _release(suspect: Suspect, request: RepairDifference) -> None:
    inventory.release_reservation(
        ReleaseReservation(
            order_id=suspect.order_id,
            client_id=suspect.client_id,
            warehouse_id=suspect.warehouse_id,
            reason=request.reason,
            round_no=suspect.round_no,
        )
    )


def _deallocate(suspect: Suspect, request: RepairDifference) -> None:
    inventory.deallocate_stock(
        DeallocateStock(
            order_id=suspect.order_id,
            client_id=suspect.client_id,
            warehouse_id=suspect.warehouse_id,
            reason=request.reason,
            round_no=suspect.round_no,
        )
    )


def _end_staging(suspect: Suspect, request: RepairDifference) -> None:
    """Goods of a completed order have left; those of any other are nobody's any more."""
    statuses = orders.get_statuses(order_ids=[suspect.order_id])
    if statuses.get(suspect.order_id) is OrderStatus.COMPLETED:
        inventory.book_shipment(
            BookShipment(order_id=suspect.order_id, actor=request.actor, round_no=suspect.round_no)
        )
    else:
        _deallocate(suspect, request)


def _give_a_walk(suspect: Suspect, request: RepairDifference) -> None:
    """Book what a walk that has ended brought, or make one, or give one newer places.

    What a cancelled walk did not bring is given back.
    """
    task = picking.find_pick_task(order_id=suspect.order_id, round_no=suspect.round_no)
    if task is None or task.status not in ENDED:
        _lead(suspect)
        return
    inventory.book_picks(
        BookPicks(
            order_id=suspect.order_id,
            places=picked_places(task),
            actor=task.worker or request.actor,
            round_no=suspect.round_no,
            is_complete=task.status is PickTaskStatus.COMPLETED,
        )
    )
    if task.status is PickTaskStatus.CANCELLED:
        _deallocate(suspect, request)


def _end_walk(suspect: Suspect, request: RepairDifference) -> None:
    """Cancel a walk whose allocations are all released; one that has others gets them."""
    if _is_claimed(suspect):
        _lead(suspect)
        return
    picking.cancel_pick_task(
        CancelPickTask(
            order_id=suspect.order_id,
            client_id=suspect.client_id,
            warehouse_id=suspect.warehouse_id,
            reason=request.reason,
            round_no=suspect.round_no,
        )
    )


def _is_claimed(suspect: Suspect) -> bool:
    """Return whether there are goods left to walk to for the order."""
    try:
        allocation = inventory.get_allocation(order_id=suspect.order_id, round_no=suspect.round_no)
    except ReservationNotFound:
        return False
    claims = inventory.find_unfinished_allocations(
        allocation_ids=[place.allocation_id for place in allocation.places]
    )
    return any(claim.status is AllocationStatus.OPEN for claim in claims)


def _lead(suspect: Suspect) -> None:
    """Give the walk of an order the places it has now.

    Raises:
        RepairImpossible: the walk has them already, and does not agree with them.
    """
    allocation = inventory.get_allocation(order_id=suspect.order_id, round_no=suspect.round_no)
    task = picking.place_pick_task(
        PlacePickTask(
            order_id=suspect.order_id,
            client_id=suspect.client_id,
            warehouse_id=suspect.warehouse_id,
            places=allocation.places,
            round_no=suspect.round_no,
            version=allocation.version,
        )
    )
    if look_at(check=suspect.check, subject_id=suspect.subject_id) is not None:
        raise RepairImpossible(f"task {task.number} has the newest places already")


_REPAIRS: Mapping[WorkCheck, Callable[[Suspect, RepairDifference], None]] = {
    WorkCheck.FINISHED_ORDERS: _release,
    WorkCheck.UNKNOWN_ORDERS: _release,
    WorkCheck.STAGED_GOODS: _end_staging,
    WorkCheck.CLAIMS_WITHOUT_STOP: _give_a_walk,
    WorkCheck.STOPS_WITHOUT_CLAIM: _end_walk,
}
