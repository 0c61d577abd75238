"""Claiming stock units for a whole wave that goes to the floor."""

import random
import time
from uuid import uuid4

from benchmarks.figures import Figure
from benchmarks.goods import order_of, settle, stock_up
from wms.inventory import facade as inventory
from wms.inventory.contracts import AllocateStock, ReserveStock
from wms.inventory.reservations.commands.allocate_wave import allocate_wave
from wms.inventory.reservations.commands.reserve_orders import reserve_orders
from wms.inventory.reservations.contracts.reservations import AllocateWave, ReserveOrders
from wms.waving.domain.pages import pages_of

SKUS = 1_000
ORDERS = 1_000
LINES = 5
BATCH = 500
LIMIT_SECONDS = 5.0


def measure(part: float) -> list[Figure]:
    """Return the seconds that a wave takes, page by page as it is published.

    ``part`` of the usual number of orders is in it.
    """
    stock_up(range(1, SKUS + 1), each=100)
    orders = [
        order_of(random.sample(range(1, SKUS + 1), LINES)) for _ in range(round(ORDERS * part))
    ]
    for start in range(0, len(orders), BATCH):
        reserve_orders(ReserveOrders(orders=tuple(orders[start : start + BATCH])))
    settle()
    pages = pages_of(orders, _lines)
    wave_id = uuid4()
    begun = time.perf_counter()
    for page in pages:
        allocate_wave(AllocateWave(wave_id=wave_id, orders=tuple(map(_asking, page))))
    taken = time.perf_counter() - begun
    for order in orders:
        places = inventory.get_allocation(order_id=order.order_id, round_no=1).places
        assert sum(place.quantity for place in places) == LINES
    name = f"a wave of {len(orders) * LINES:,} lines, in {len(pages)} pages"
    return [Figure(name, taken, "s", "limit", LIMIT_SECONDS * part)]


def _lines(order: ReserveStock) -> int:
    return len(order.lines)


def _asking(order: ReserveStock) -> AllocateStock:
    return AllocateStock(order_id=order.order_id, round_no=order.round_no)
