"""What the contexts know of an order whose run is lost."""

from wms.fulfillment.saga.contracts.orders import FIRST_ROUND, OrderRound
from wms.fulfillment.saga.contracts.states import FoundWork, StagedUnits
from wms.fulfillment.saga.rules import picked_units
from wms.inventory import facade as inventory
from wms.orders import facade as orders
from wms.picking import facade as picking
from wms.picking.contracts import PickTaskStatus
from wms.shipping import facade as shipping
from wms.shipping.contracts import ShipmentStatus
from wms.waving import facade as waving


def find_work(query: OrderRound) -> FoundWork:
    """Return how far the work for an order is, in all its rounds.

    Raises:
        OrderNotFound: there is no such order.
    """
    order = orders.get_order(order_id=query.order_id)
    latest = inventory.find_latest_round(order_id=query.order_id) or FIRST_ROUND
    staged: list[StagedUnits] = []
    for round_no in range(FIRST_ROUND, latest + 1):
        task = picking.find_pick_task(order_id=query.order_id, round_no=round_no)
        if task is None or task.status is not PickTaskStatus.COMPLETED:
            continue
        staged += [
            StagedUnits(round_no=round_no, line_no=line.line_no, quantity=line.quantity)
            for line in picked_units(task)
            if line.quantity
        ]
    shipment = (
        shipping.find_shipment(order_id=query.order_id, round_no=staged[-1].round_no)
        if staged
        else None
    )
    has_left = shipment is not None and shipment.status is ShipmentStatus.SHIPPED
    return FoundWork(
        status=order.status,
        round_no=latest,
        staged=tuple(staged),
        is_recorded_picked=any(line.picked for line in order.lines),
        has_left=has_left,
        wave_id=waving.get_queued_order(order_id=query.order_id).wave_id,
        tracking_numbers=(
            tuple(parcel.tracking_number for parcel in shipment.parcels)
            if shipment is not None and has_left
            else ()
        ),
    )
