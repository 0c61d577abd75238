"""The work of an order in a round, for steps that come after it was made."""

from wms.fulfillment.saga.contracts.orders import OrderRound
from wms.packing import facade as packing
from wms.packing.contracts import PackTask, PackTaskNotFound
from wms.picking import facade as picking
from wms.picking.contracts import PickTask, PickTaskNotFound
from wms.shipping import facade as shipping
from wms.shipping.contracts import Shipment, ShipmentNotFound


def pick_task_of(query: OrderRound) -> PickTask:
    """Return the walk for an order.

    Raises:
        PickTaskNotFound: there is none.
    """
    task = picking.find_pick_task(order_id=query.order_id, round_no=query.round_no)
    if task is None:
        raise PickTaskNotFound(f"{query.number} has no pick task")
    return task


def pack_task_of(query: OrderRound) -> PackTask:
    """Return the work to pack an order.

    Raises:
        PackTaskNotFound: there is none.
    """
    task = packing.find_pack_task(order_id=query.order_id, round_no=query.round_no)
    if task is None:
        raise PackTaskNotFound(f"{query.number} has no pack task")
    return task


def shipment_of(query: OrderRound) -> Shipment:
    """Return the shipment of an order.

    Raises:
        ShipmentNotFound: there is none.
    """
    shipment = shipping.find_shipment(order_id=query.order_id, round_no=query.round_no)
    if shipment is None:
        raise ShipmentNotFound(f"{query.number} has no shipment")
    return shipment
