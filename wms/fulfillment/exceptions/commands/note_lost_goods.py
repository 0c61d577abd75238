"""Put a line of an order before a person whose goods are gone."""

from wms.fulfillment.exceptions.commands.locks import lock_losses
from wms.fulfillment.exceptions.contracts.losses import (
    ALLOCATION_SHORT,
    NoteLostGoods,
    subject_of_line,
)
from wms.fulfillment.exceptions.models import OperationalException
from wms.fulfillment.exceptions.queries.losses import untold_losses
from wms.orders import facade as orders
from wms.platform.commands import command


@command
def note_lost_goods(request: NoteLostGoods) -> None:
    """Tell a person what a line lacks now; nothing if it has its goods, or the order has ended.

    A line that is before a person already says from now on what it lacks altogether.

    Raises:
        OrderNotFound: there is no such order.
    """
    lock_losses(request.order_id)
    order = orders.get_order(order_id=request.order_id)
    if order.status.is_finished:
        return
    losses = untold_losses(order_id=request.order_id)
    if request.line_no not in losses:
        return
    ordered = {line.line_no: line.ordered for line in order.lines}
    raised = OperationalException(
        exception_id=request.exception_id,
        kind=ALLOCATION_SHORT,
        order_id=request.order_id,
        client_id=order.client_id,
        subject=subject_of_line(order.number, request.line_no),
        message=(
            f"{losses[request.line_no]} of the {ordered[request.line_no]} units of {request.sku}"
            f" ordered are gone ({request.reason.replace('_', ' ')}), and no others are free."
            " The order goes on with the rest; its shipping policy decides about them."
        )[:500],
    )
    OperationalException.objects.show(raised)
