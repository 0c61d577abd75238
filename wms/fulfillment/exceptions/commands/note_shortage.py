"""Put a line of an order before a person whose goods are gone."""

from wms.fulfillment.exceptions.commands.locks import lock_shortages
from wms.fulfillment.exceptions.contracts.shortages import (
    ALLOCATION_SHORT,
    NoteShortage,
    subject_of_line,
)
from wms.fulfillment.exceptions.models import OperationalException
from wms.fulfillment.exceptions.queries.shortages import open_shortages
from wms.orders import facade as orders
from wms.platform.commands import command


@command
def note_shortage(request: NoteShortage) -> None:
    """Raise an exception of what a line lacks now; none if it has its stock, or its order ended.

    A line that is before a person already says from now on what it lacks altogether.

    Raises:
        OrderNotFound: there is no such order.
    """
    lock_shortages(request.order_id)
    order = orders.get_order(order_id=request.order_id)
    if order.status.is_finished:
        return
    shortages = open_shortages(order_id=request.order_id)
    if request.line_no not in shortages:
        return
    ordered = {line.line_no: line.ordered for line in order.lines}
    raised = OperationalException(
        exception_id=request.exception_id,
        kind=ALLOCATION_SHORT,
        order_id=request.order_id,
        client_id=order.client_id,
        subject=subject_of_line(order.number, request.line_no),
        message=(
            f"{shortages[request.line_no]} of the {ordered[request.line_no]} units of {request.sku}"
            f" ordered are gone ({request.reason.replace('_', ' ')}), and no others are free."
            " The order goes on with the rest; its shipping policy decides about them."
        )[:500],
    )
    OperationalException.objects.show(raised)
