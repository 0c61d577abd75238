"""What an order must agree on with itself before it is taken in."""

from collections.abc import Iterator
from datetime import date, timedelta

from wms.orders.contracts import InvalidOrder, NewOrder

# Somewhere on Earth it is still yesterday: a warehouse may accept its own today.
LATEST_TIME_ZONE_LAG = timedelta(days=1)


def check_intake(order: NewOrder, *, today: date) -> None:
    """Look at what the shape of a body cannot say; ``today`` is UTC's.

    Raises:
        InvalidOrder: with every fault at once.
    """
    faults = list(faults_in(order, today=today))
    if faults:
        raise InvalidOrder("; ".join(faults))


def faults_in(order: NewOrder, *, today: date) -> Iterator[str]:
    """Yield every way in which an order contradicts itself; ``today`` is UTC's."""
    if order.ship_by is not None and order.ship_by < today - LATEST_TIME_ZONE_LAG:
        yield f"ship_by {order.ship_by} is in the past"
    currencies = sorted({line.unit_price.currency for line in order.lines if line.unit_price})
    if len(currencies) > 1:
        yield f"unit prices are in {' and '.join(currencies)}, and an order has one currency"
