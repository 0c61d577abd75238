"""Take lines of an order off the list that lack no goods any more."""

from wms.fulfillment.exceptions.commands.locks import lock_shortages
from wms.fulfillment.exceptions.contracts.shortages import (
    ALLOCATION_SHORT,
    SHORT_PICK,
    ReviewShortages,
    subject_of_line,
)
from wms.fulfillment.exceptions.models import OperationalException
from wms.fulfillment.exceptions.queries.shortages import open_shortages
from wms.orders import facade as orders
from wms.platform.commands import command


@command
def review_shortages(request: ReviewShortages) -> None:
    """Clear what is before a person of the lines that have their goods, or of an ended order.

    What its walks have not found, too, is cleared when the order ends.
    """
    lock_shortages(request.order_id)
    rows = OperationalException.objects.open().filter(
        order_id=request.order_id, kind__in=[ALLOCATION_SHORT, SHORT_PICK]
    )
    found = list(rows.locked())
    if not found:
        return
    order = orders.get_order(order_id=request.order_id)
    is_over = order.status.is_finished
    shortages = {} if is_over else open_shortages(order_id=request.order_id)
    lacking = {subject_of_line(order.number, line_no) for line_no in shortages}
    if not is_over:
        # What a walk has not found stays before a person as long as it may be looked for.
        lacking.add(order.number)
    for row in found:
        if row.subject not in lacking:
            row.clear(by=request.actor, note=request.note)
