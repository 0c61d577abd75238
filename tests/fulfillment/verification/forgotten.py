"""Steps that somebody forgot between the contexts: what finds each, and what repairs it."""

from collections.abc import Callable
from typing import NamedTuple

from tests.factories.inventory import CLIENT, WAREHOUSE, put, register_location, reserving
from tests.fulfillment.verification import orders_at_work as at_work
from tests.support.database import connection
from wms.fulfillment.verification.contracts import WorkCheck
from wms.inventory import facade as inventory
from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.adjustments.contracts.adjustments import AdjustStock, NewAdjustment
from wms.inventory.catalogue.contracts.words import AdjustmentReason
from wms.inventory.handling.contracts.adjustment_lines import AdjustmentLine
from wms.kernel.ids import OrderId


class Forgotten(NamedTuple):
    """What was done without its end, what finds it, and what totals are after repair.

    Totals are usable, reserved and allocated of the SKU, of which 20 are there before.
    """

    do: Callable[[], OrderId]
    check: WorkCheck
    found: int
    totals: tuple[int, int, int]


def ended_with_a_promise() -> OrderId:
    order_id = at_work.reserved(3)
    at_work.cancel(order_id)
    return order_id


def ended_while_waiting() -> OrderId:
    order_id = at_work.reserved(99)
    at_work.cancel(order_id)
    return order_id


def ended_while_claimed() -> OrderId:
    order_id = at_work.walked_to(3)
    at_work.cancel(order_id)
    return order_id


def never_ordered() -> OrderId:
    order = reserving(3)
    inventory.reserve_stock(order)
    return order.order_id


def picked_for_nobody() -> OrderId:
    order_id = never_ordered()
    at_work.allocate(order_id)
    at_work.book(at_work.walk(at_work.place(order_id)))
    return order_id


def completed_without_shipment() -> OrderId:
    order_id = at_work.staged(3)
    at_work.complete(order_id)
    return order_id


def cancelled_in_staging() -> OrderId:
    order_id = at_work.staged(3)
    at_work.cancel(order_id)
    return order_id


def claimed_without_a_walk() -> OrderId:
    return at_work.claimed(3)


def walked_and_not_booked() -> OrderId:
    order_id = at_work.claimed(3)
    at_work.walk(at_work.place(order_id))
    return order_id


def left_out_of_a_walk() -> OrderId:
    """The walk led to one of two places, and is over."""
    register_location("A-02", pick_sequence=9)
    put(5, location="A-02")
    order_id = at_work.claimed(25)
    at_work.place(order_id)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM picking.pick_task_lines WHERE quantity = 5")
    at_work.book(at_work.walk(at_work.place(order_id)))
    return order_id


def walk_cancelled_and_claim_kept() -> OrderId:
    order_id = at_work.walked_to(3)
    at_work.cancel_walk(order_id)
    return order_id


def walk_cancelled_with_goods_in_hand() -> OrderId:
    order_id = at_work.claimed(3)
    at_work.take(at_work.place(order_id))
    at_work.cancel_walk(order_id, force=True)
    return order_id


def walk_kept_and_claim_given_back() -> OrderId:
    order_id = at_work.walked_to(3)
    at_work.deallocate(order_id)
    return order_id


FORGOTTEN = (
    Forgotten(ended_with_a_promise, WorkCheck.FINISHED_ORDERS, 1, (20, 0, 0)),
    Forgotten(ended_while_waiting, WorkCheck.FINISHED_ORDERS, 1, (20, 0, 0)),
    Forgotten(never_ordered, WorkCheck.UNKNOWN_ORDERS, 1, (20, 0, 0)),
    Forgotten(picked_for_nobody, WorkCheck.STAGED_GOODS, 3, (17, 0, 0)),
    Forgotten(completed_without_shipment, WorkCheck.STAGED_GOODS, 3, (17, 0, 0)),
    Forgotten(cancelled_in_staging, WorkCheck.STAGED_GOODS, 3, (17, 0, 0)),
    Forgotten(claimed_without_a_walk, WorkCheck.CLAIMS_WITHOUT_STOP, 3, (20, 0, 3)),
    Forgotten(walked_and_not_booked, WorkCheck.CLAIMS_WITHOUT_STOP, 3, (17, 0, 0)),
    Forgotten(left_out_of_a_walk, WorkCheck.CLAIMS_WITHOUT_STOP, 5, (5, 0, 0)),
    Forgotten(walk_cancelled_and_claim_kept, WorkCheck.CLAIMS_WITHOUT_STOP, 3, (20, 0, 0)),
    Forgotten(walk_cancelled_with_goods_in_hand, WorkCheck.CLAIMS_WITHOUT_STOP, 3, (17, 0, 0)),
    Forgotten(walk_kept_and_claim_given_back, WorkCheck.STOPS_WITHOUT_CLAIM, 1, (20, 0, 0)),
)


def walk_not_told_of_other_goods() -> OrderId:
    """What was claimed for an order is lost, other goods take its place, and nobody says so."""
    register_location("A-02", pick_sequence=9)
    put(5, location="A-02")
    order_id = at_work.walked_to(3)
    adjust_stock(
        AdjustStock(
            client_id=CLIENT,
            warehouse_id=WAREHOUSE,
            adjustment=NewAdjustment(
                reference="GONE",
                reason_code=AdjustmentReason.LOST,
                lines=(AdjustmentLine(sku="BOLT-M8", location="A-01", quantity=-20),),
                force=True,
            ),
            actor="user:1",
        )
    )
    return order_id
