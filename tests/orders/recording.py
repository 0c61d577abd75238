"""Bringing an order as far as a test wants it."""

import json
from typing import Any
from uuid import UUID

from wms.orders import facade as orders
from wms.orders.contracts import LineProgress, Milestone, Order, OrderStatus, RecordProgress
from wms.orders.models import OrdersOutbox

WAVE = UUID(int=9)


def reach(order: Order, milestone: Milestone, *lines: LineProgress, **more: Any) -> OrderStatus:
    return orders.record_progress(
        RecordProgress(order_id=order.order_id, milestone=milestone, lines=lines, **more)
    )


def published() -> list[tuple[str, int, str]]:
    rows = OrdersOutbox.objects.order_by("id").values_list("event_type", "sequence", "data")
    return [
        (event_type.removeprefix("wms.order."), sequence, json.loads(data).get("status", ""))
        for event_type, sequence, data in rows
    ]
