"""The fact that each milestone is published as."""

from collections.abc import Callable
from typing import assert_never

from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId
from wms.orders.contracts import LineProgress, Milestone, OrderStatus
from wms.orders.domain.lines import LineUnits
from wms.orders.events import (
    OrderBackorderedEvent,
    OrderCompletedEvent,
    OrderPackedEvent,
    OrderPartiallyShippedEvent,
    OrderPickedEvent,
    OrderPickingStartedEvent,
    OrderReservedEvent,
    OrderShippedEvent,
    OrderValidatedEvent,
    OrderWaveAssignedEvent,
)
from wms.orders.models import Order

_PLAIN = {
    Milestone.VALIDATED: OrderValidatedEvent,
    Milestone.BACKORDERED: OrderBackorderedEvent,
    Milestone.RESERVED: OrderReservedEvent,
    Milestone.PICKING_STARTED: OrderPickingStartedEvent,
    Milestone.PACKED: OrderPackedEvent,
    Milestone.COMPLETED: OrderCompletedEvent,
}


def event_of(
    milestone: Milestone, order: Order, lines: tuple[LineUnits, ...]
) -> Callable[[OrderStatus], Event]:
    """Return how the fact reads, once it is known which status it brings."""
    order_id, client_id = OrderId(order.id), ClientId(order.client_id)

    def describe(status: OrderStatus) -> Event:
        match milestone:
            case Milestone.WAVE_ASSIGNED:
                return OrderWaveAssignedEvent(
                    order_id=order_id, client_id=client_id, status=status, wave_id=order.wave_id
                )
            case Milestone.PICKED:
                return OrderPickedEvent(
                    order_id=order_id,
                    client_id=client_id,
                    status=status,
                    lines=tuple(map(progress_of, lines)),
                )
            case Milestone.SHIPPED:
                return _shipped(order, status)
            case (
                Milestone.VALIDATED
                | Milestone.BACKORDERED
                | Milestone.RESERVED
                | Milestone.PICKING_STARTED
                | Milestone.PACKED
                | Milestone.COMPLETED
            ):
                return _PLAIN[milestone](order_id=order_id, client_id=client_id, status=status)
            case _:
                assert_never(milestone)

    return describe


def progress_of(line: LineUnits) -> LineProgress:
    """Return how far a line has come, as events publish it."""
    return LineProgress(
        line_no=line.line_no,
        picked=line.picked,
        packed=line.packed,
        shipped=line.shipped,
        short_closed=line.short_closed,
    )


def _shipped(order: Order, status: OrderStatus) -> Event:
    is_part = status is OrderStatus.PARTIALLY_SHIPPED
    fact = OrderPartiallyShippedEvent if is_part else OrderShippedEvent
    return fact(
        order_id=OrderId(order.id),
        client_id=ClientId(order.client_id),
        status=status,
        tracking_numbers=tuple(order.tracking_numbers),
    )
