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
def note_lost_goods(command: NoteLostGoods) -> None:
    """Tell a person what a line lacks now; nothing if it has its goods, or the order has ended.

    A line that is before a person already says from now on what it lacks altogether.

    Raises:
        OrderNotFound: there is no such order.
    """
    lock_losses(command.order_id)
    order = orders.get_order(order_id=command.order_id)
    if order.status.is_finished:
        return
    losses = untold_losses(order_id=command.order_id)
    if command.line_no not in losses:
        return
    ordered = {line.line_no: line.ordered for line in order.lines}
    raised = OperationalException(
        exception_id=command.exception_id,
        kind=ALLOCATION_SHORT,
        order_id=command.order_id,
        client_id=order.client_id,
        subject=subject_of_line(order.number, command.line_no),
        message=(
            f"{losses[command.line_no]} of the {ordered[command.line_no]} units of {command.sku}"
            f" ordered are gone ({command.reason.replace('_', ' ')}), and no others are free."
            " The order goes on with the rest; its shipping policy decides about them."
        )[:500],
    )
    OperationalException.objects.show(raised)
