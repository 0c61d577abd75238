"""Record how far an order has come."""

from collections.abc import Callable

from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId
from wms.orders.contracts import LineProgress, OrderStatus, RecordProgress
from wms.orders.domain.lines import advance
from wms.orders.domain.status import news_of
from wms.orders.events import OrderShortClosedEvent
from wms.orders.models import Order
from wms.orders.services.milestone_events import event_of, progress_of
from wms.orders.services.order_record import Recording, is_outdated
from wms.platform.commands import command


@command
def record_progress(request: RecordProgress) -> OrderStatus:
    """Record a milestone, those it implies, and the totals of the lines.

    What is known already changes nothing, and nothing reaches a finished order. An order that is
    assigned to another wave changes to that one, unless a newer assignment is recorded.

    Raises:
        OrderNotFound: there is no such order.
        ImpossibleProgress: a total is more than its line can have.
    """
    recording = Recording(request.order_id)
    if recording.status.is_finished:
        return recording.status
    order, before = recording.order, recording.units()
    if is_outdated(order, request.assignment_no):
        return recording.status
    is_moved = request.wave_id is not None and request.wave_id != order.wave_id
    news = news_of(request.milestone, recording.known)
    after = advance(before, news, request.lines)
    recording.set_units(after)
    order.wave_id = request.wave_id or order.wave_id
    order.wave_assignment_no = max(order.wave_assignment_no, request.assignment_no)
    order.tracking_numbers = list(
        dict.fromkeys([*order.tracking_numbers, *request.tracking_numbers])
    )
    for milestone in news:
        recording.reach(milestone)
        recording.happened(event_of(milestone, order, after))
    short = tuple(
        progress_of(now)
        for was, now in zip(before, after, strict=True)
        if now.short_closed > was.short_closed
    )
    if short:
        recording.happened(_short_closed(order, short))
    elif not news and (after != before or is_moved):
        recording.happened(event_of(request.milestone, order, after))
    return recording.save()


def _short_closed(order: Order, lines: tuple[LineProgress, ...]) -> Callable[[OrderStatus], Event]:
    return lambda status: OrderShortClosedEvent(
        order_id=OrderId(order.id), client_id=ClientId(order.client_id), status=status, lines=lines
    )
