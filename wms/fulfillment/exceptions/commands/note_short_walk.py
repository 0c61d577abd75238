"""Put before a person that a walk ended short."""

from wms.fulfillment.exceptions.commands.locks import lock_losses
from wms.fulfillment.exceptions.contracts.losses import SHORT_PICK, NoteShortWalk
from wms.fulfillment.exceptions.models import OperationalException
from wms.orders import facade as orders
from wms.platform.commands import command


@command
def note_short_walk(request: NoteShortWalk) -> None:
    """Say what was not found for an order, in the words of its newest walk.

    Nothing if the order has ended: the places are counted all the same.

    Raises:
        OrderNotFound: there is no such order.
    """
    lock_losses(request.order_id)
    order = orders.get_order(order_id=request.order_id)
    if order.status.is_finished:
        return
    raised = OperationalException(
        exception_id=request.exception_id,
        kind=SHORT_PICK,
        order_id=request.order_id,
        client_id=order.client_id,
        subject=order.number,
        message=request.message[:500],
    )
    OperationalException.objects.show(raised)
