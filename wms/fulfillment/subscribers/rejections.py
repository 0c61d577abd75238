"""Rejected orders come before a person until their reference is used again."""

from wms.fulfillment.actors import ACTOR
from wms.fulfillment.exceptions.commands.raise_exception import raise_exception
from wms.fulfillment.exceptions.commands.settle_exception import settle_exception
from wms.fulfillment.exceptions.contracts.exceptions import RaiseException, SettleException
from wms.fulfillment.exceptions.rules.rejections import ORDER_REJECTED, rejection_id_for
from wms.fulfillment.subscribers.group import subscriber
from wms.orders import facade as orders
from wms.orders.contracts import OrderStatus
from wms.orders.events import OrderReceivedEvent, OrderRejectedEvent
from wms.platform.kafka.subscribers import Delivery

BY = ACTOR


@subscriber.on(OrderRejectedEvent)
def raise_rejection(event: OrderRejectedEvent, delivery: Delivery) -> None:
    """Put a rejected order before a person, with every reason."""
    order = orders.get_order(order_id=event.order_id)
    exception = RaiseException(
        exception_id=rejection_id_for(event.order_id),
        order_id=event.order_id,
        client_id=event.client_id,
        kind=ORDER_REJECTED,
        subject=order.number,
        message=f"{order.external_ref}: {'; '.join(event.reasons)}",
    )
    raise_exception(exception, receipt=delivery.receipt)


def settle_rejection_before(event: OrderReceivedEvent, delivery: Delivery) -> None:
    """Take a rejected order off the list, now that an order with its reference was taken in.

    The two facts come from two partitions, in any order: the rejection may still be on its way.
    """
    rejected = event.previous_order_id
    if rejected is None:
        return
    if orders.get_order_status(order_id=rejected) is not OrderStatus.REJECTED:
        return
    order = orders.get_order(order_id=rejected)
    settled = SettleException(
        exception_id=rejection_id_for(rejected),
        order_id=rejected,
        client_id=event.client_id,
        kind=ORDER_REJECTED,
        subject=order.number,
        cleared_by=BY,
        note=f"{event.number} has the reference {event.external_ref} now",
    )
    settle_exception(settled, receipt=delivery.receipt)
