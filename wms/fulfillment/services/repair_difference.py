"""Make agree what a difference is about, by the command of the context that can."""

from collections.abc import Callable, Mapping

from wms.fulfillment.findings import RepairDifference, Suspect, WorkCheck
from wms.fulfillment.selectors.suspects import look_at
from wms.fulfillment.translations import picked_places
from wms.inventory import facade as inventory
from wms.inventory.contracts import (
    AllocationStatus,
    BookPicks,
    BookShipment,
    DeallocateStock,
    ReleaseReservation,
    RepairImpossible,
    RepairStock,
    StockCheck,
)
from wms.orders import facade as orders
from wms.orders.contracts import OrderStatus
from wms.picking import facade as picking
from wms.picking.contracts import CancelPickTask, PickTaskStatus, PlacePickTask


def repair_difference(wish: RepairDifference) -> None:
    """Repair a difference, each by one command of one context; a repeat changes nothing.

    Raises:
        RepairImpossible: no command can; a person must decide.
        DomainError: the command was refused.
    """
    if isinstance(wish.check, StockCheck):
        inventory.repair_stock(
            RepairStock(
                check=wish.check,
                subject_id=wish.subject_id,
                actor=wish.actor,
                reason=wish.reason,
            )
        )
        return
    suspect = look_at(check=wish.check, subject_id=wish.subject_id)
    if suspect is not None:
        _REPAIRS[wish.check](suspect, wish)


def _release(suspect: Suspect, wish: RepairDifference) -> None:
    inventory.release_reservation(
        ReleaseReservation(
            order_id=suspect.order_id,
            client_id=suspect.client_id,
            warehouse_id=suspect.warehouse_id,
            reason=wish.reason,
            round_no=suspect.round_no,
        )
    )


def _deallocate(suspect: Suspect, wish: RepairDifference) -> None:
    inventory.deallocate_stock(
        DeallocateStock(
            order_id=suspect.order_id,
            client_id=suspect.client_id,
            warehouse_id=suspect.warehouse_id,
            reason=wish.reason,
            round_no=suspect.round_no,
        )
    )


def _end_staging(suspect: Suspect, wish: RepairDifference) -> None:
    """Goods of a completed order have left; those of any other are nobody's any more."""
    if orders.get_order_status(order_id=suspect.order_id) is OrderStatus.COMPLETED:
        inventory.book_shipment(
            BookShipment(order_id=suspect.order_id, actor=wish.actor, round_no=suspect.round_no)
        )
    else:
        _deallocate(suspect, wish)


def _give_a_walk(suspect: Suspect, wish: RepairDifference) -> None:
    """Book what a finished walk brought, give back what a cancelled one was for, or make one."""
    task = picking.find_pick_task(order_id=suspect.order_id, round_no=suspect.round_no)
    if task is None or task.status is PickTaskStatus.PREPARING:
        allocation = inventory.get_allocation(order_id=suspect.order_id, round_no=suspect.round_no)
        picking.place_pick_task(
            PlacePickTask(
                order_id=suspect.order_id,
                client_id=suspect.client_id,
                warehouse_id=suspect.warehouse_id,
                places=allocation.places,
                round_no=suspect.round_no,
            )
        )
    elif task.status is PickTaskStatus.COMPLETED:
        inventory.book_picks(
            BookPicks(
                order_id=suspect.order_id,
                places=picked_places(task),
                actor=task.worker,
                round_no=suspect.round_no,
            )
        )
    elif task.status is PickTaskStatus.CANCELLED:
        _deallocate(suspect, wish)
    else:
        raise RepairImpossible(f"task {task.number} is being walked and does not lead there")


def _end_walk(suspect: Suspect, wish: RepairDifference) -> None:
    """Cancel a walk whose goods are all given up; one that still has some is a person's matter."""
    task = picking.find_pick_task(order_id=suspect.order_id, round_no=suspect.round_no)
    if task is None:
        return
    claims = inventory.find_unfinished_claims(
        allocation_ids=[line.allocation_id for line in task.lines]
    )
    if any(claim.status is AllocationStatus.OPEN for claim in claims):
        raise RepairImpossible(f"task {task.number} has other stops that are claimed")
    picking.cancel_pick_task(
        CancelPickTask(
            order_id=suspect.order_id,
            client_id=suspect.client_id,
            warehouse_id=suspect.warehouse_id,
            reason=wish.reason,
            round_no=suspect.round_no,
        )
    )


_REPAIRS: Mapping[WorkCheck, Callable[[Suspect, RepairDifference], None]] = {
    WorkCheck.FINISHED_ORDERS: _release,
    WorkCheck.UNKNOWN_ORDERS: _release,
    WorkCheck.STAGED_GOODS: _end_staging,
    WorkCheck.CLAIMS_WITHOUT_STOP: _give_a_walk,
    WorkCheck.STOPS_WITHOUT_CLAIM: _end_walk,
}
