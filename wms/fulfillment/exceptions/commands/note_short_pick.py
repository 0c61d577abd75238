"""Put before a person that a walk ended short."""

from wms.fulfillment.exceptions.commands.locks import lock_shortages
from wms.fulfillment.exceptions.contracts.shortages import SHORT_PICK, NoteShortPick
from wms.fulfillment.exceptions.models import OperationalException
from wms.orders import facade as orders
from wms.platform.commands import command


@command
def note_short_pick(request: NoteShortPick) -> None:
    """Say what was not found for an order, in the words of its newest walk.

    Nothing if the order has ended: the places are counted all the same.

    Raises:
        OrderNotFound: there is no such order.
    """
    lock_shortages(request.order_id)
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
