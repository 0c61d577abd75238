"""How a wave becomes work; several commands do this within their transaction."""

from datetime import datetime

from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId
from wms.platform.deferred.progress import followed
from wms.waving.contracts import WaveId, WaveLine, WaveStatus
from wms.waving.domain.pages import pages_of
from wms.waving.events import ReleasedOrder, WaveReleasedEvent
from wms.waving.models import Wave, WaveOrder
from wms.waving.services.membership import publish


def release(wave: Wave, *, actor: str, now: datetime) -> None:
    """Release a locked open wave: page by page, the most urgent orders first.

    Raises:
        WaveNotOpen: it was cancelled.
    """
    wave.become(WaveStatus.RELEASED)
    wave.released_at, wave.released_by = now, actor
    rows = wave.orders.filter(is_active=True).most_urgent_first().select_related("order")
    orders_of_wave = followed(map(_released, rows), wave.order_count)
    pages = pages_of(orders_of_wave, lambda order: len(order.lines))
    facts: list[Event] = [
        WaveReleasedEvent.of(
            wave, wave_id=WaveId(wave.id), page=page, pages=len(pages), orders=orders
        )
        for page, orders in enumerate(pages, start=1)
    ]
    publish(wave, facts)


def _released(row: WaveOrder) -> ReleasedOrder:
    order = row.order
    if order.client_id is None:
        raise ValueError(f"{order} is in {row.wave_id}, and nobody said whose it is")
    return ReleasedOrder(
        order_id=OrderId(order.order_id),
        client_id=ClientId(order.client_id),
        number=order.number,
        round_no=row.round_no,
        priority_rank=order.priority_rank,
        lines=tuple(WaveLine(**line) for line in order.lines),
    )
