"""Orders as they were."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wms.kernel.ids import ClientId, OrderId
from wms.orders import contracts
from wms.orders.contracts import OrderNotFound, PastNotKept
from wms.orders.models import Order, OrderHistory, OrderLine
from wms.orders.selectors.descriptions import describe_order

# Each is one more change that was committed between the questions.
TRIES = 20


@dataclass(frozen=True)
class _Seen:
    """What several questions about an order answered; ``version`` is that of the moment, or 0."""

    order: Order
    lines: list[OrderLine]
    history: list[OrderHistory]
    child_ids: list[UUID]
    version: int
    agrees: bool


def get_order_at(*, order_id: OrderId, client_id: ClientId, as_of: datetime) -> contracts.Order:
    """Return an order as it was at a moment: as it is now, less all that happened since.

    Raises:
        OrderNotFound: there is none, or it is another client's, or was not received by then.
        PastNotKept: it was changed since then by a release that did not keep what was before.
    """
    seen, tries = _read(order_id, client_id, as_of), 1
    while not seen.agrees and tries < TRIES:
        seen, tries = _read(order_id, client_id, as_of), tries + 1
    order = seen.order
    if seen.version == 0:
        raise OrderNotFound(f"{order} was not received by {as_of.isoformat()}")
    for row in seen.history:
        if row.sequence > seen.version:
            _undo(row, order, seen.lines)
    order.version = seen.version
    return describe_order(order, seen.lines, seen.child_ids)


def _read(order_id: OrderId, client_id: ClientId, as_of: datetime) -> _Seen:
    children = Order.objects.filter(parent=order_id, received_at__lte=as_of).order_by("id")
    child_ids = list(children.values_list("id", flat=True))
    rows = Order.objects.filter(id=order_id, client_id=client_id)
    order = rows.prefetch_related("lines").first()
    if order is None:
        raise OrderNotFound(f"there is no order {order_id}")
    history = list(OrderHistory.objects.filter(order_id=order_id).order_by("-sequence"))
    version = max((row.sequence for row in history if row.occurred_at <= as_of), default=0)
    # Else it was changed, or split, between the questions.
    agrees = version <= order.version and child_ids == list(children.values_list("id", flat=True))
    return _Seen(order, list(order.lines.all()), history, child_ids, version, agrees)


def _undo(row: OrderHistory, order: Order, lines: list[OrderLine]) -> None:
    """Give an order and its lines what they had before something happened."""
    if row.was is None:
        raise PastNotKept(
            f"what {order} was before {row.occurred_at.isoformat()} was not kept when it changed"
        )
    was = dict(row.was)
    quantities = was.pop("lines", {})
    for name, value in was.items():
        setattr(order, name, value)
    for line in lines:
        for name, value in quantities.get(str(line.line_no), {}).items():
            setattr(line, name, value)
