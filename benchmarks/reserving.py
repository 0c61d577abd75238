"""Promises per second of 16 writers, against an ORM loop and the bare statement."""

import random
from collections.abc import Callable
from functools import partial
from statistics import median

from benchmarks.figures import Figure
from benchmarks.goods import order_of, settle, stock_up
from benchmarks.peers import Reserve, bare_statement, prepared_statement, reserve_by_orm
from benchmarks.writers import WRITERS, Make, Work, writers
from wms.inventory import facade as inventory
from wms.inventory.contracts import ReservationStatus, ReserveStock
from wms.inventory.reservations.commands.reserve_orders import reserve_orders
from wms.inventory.reservations.contracts.reservations import ReserveOrders

SKUS = 1_000
LINES = 5
HOT = SKUS + 1
BATCH = 500
SECONDS = 4.0
ROUNDS = 3
GOAL_ORM, GOAL_BARE, GOAL_BATCH = 2, 0.7, 20


def measure(part: float) -> list[Figure]:
    """Return what the facade does in a second, one by one and in batches; a peer beside each.

    All ways take turns, several times; the median counts. ``part`` of the usual time is taken.
    """
    stock_up(range(1, SKUS + 1))
    stock_up(range(HOT, HOT + 1), places=1)
    ways: dict[str, Make] = {
        "spread": partial(_by_facade, _spread),
        "spread, ORM": partial(_by_orm, _spread),
        "spread, bare": partial(_by_bare, bare_statement, _spread),
        "spread, prepared": partial(_by_bare, prepared_statement, _spread),
        "hot": partial(_by_facade, _hot),
        "hot, ORM": partial(_by_orm, _hot),
        "hot, bare": partial(_by_bare, bare_statement, _hot),
        "hot, prepared": partial(_by_bare, prepared_statement, _hot),
        "basket": partial(_by_facade, _basket),
        "basket, ORM": partial(_by_orm, _basket),
        "basket, bare": partial(_by_bare, bare_statement, _basket),
        "spread, batch": partial(_by_batch, _spread),
        "hot, batch": partial(_by_batch, _hot),
    }
    rates: dict[str, list[float]] = {way: [] for way in ways}
    with writers() as pool:
        for _round in range(max(1, round(ROUNDS * part))):
            for way, make in ways.items():
                rates[way].append(pool.rate(make, max(0.5, SECONDS * part)))
                settle()
    rate = {way: median(listed) for way, listed in rates.items()}

    def figure(name: str, way: str, peer: str, other: str) -> Figure:
        return Figure(f"reserving, {name}", rate[way], "orders/s", peer, rate[other])

    spread, hot = f"{SKUS:,} SKUs x {LINES} lines", "one hot SKU"
    basket = f"{hot} and {LINES - 1} others"
    orm, bare = f"ORM loop (goal {GOAL_ORM})", f"bare SQL (goal {GOAL_BARE})"
    prepared = "prepared, one round trip"
    return [
        figure(f"{spread}, {WRITERS} writers", "spread", orm, "spread, ORM"),
        figure(spread, "spread", bare, "spread, bare"),
        figure(spread, "spread", prepared, "spread, prepared"),
        figure(f"{spread}, batches of {BATCH}", "spread, batch", "ORM loop", "spread, ORM"),
        figure(f"{hot}, {WRITERS} writers", "hot", "ORM loop", "hot, ORM"),
        figure(hot, "hot", bare, "hot, bare"),
        figure(hot, "hot", prepared, "hot, prepared"),
        figure(f"{basket}, {WRITERS} writers", "basket", orm, "basket, ORM"),
        figure(basket, "basket", bare, "basket, bare"),
        figure(
            f"{hot}, batches of {BATCH}", "hot, batch", f"ORM loop (goal {GOAL_BATCH})", "hot, ORM"
        ),
    ]


def _spread() -> ReserveStock:
    return order_of(random.sample(range(1, SKUS + 1), LINES))


def _hot() -> ReserveStock:
    return order_of([HOT])


def _basket() -> ReserveStock:
    """Return an order of several lines, one of which everybody wants."""
    return order_of([HOT, *random.sample(range(1, SKUS + 1), LINES - 1)])


def _by_facade(order: Callable[[], ReserveStock], _number: int) -> Work:
    def work() -> int:
        assert inventory.reserve_stock(order()).status is ReservationStatus.ACTIVE
        return 1

    return work


def _by_orm(order: Callable[[], ReserveStock], _number: int) -> Work:
    def work() -> int:
        reserve_by_orm(order())
        return 1

    return work


def _by_bare(
    connect: Callable[[], Reserve], order: Callable[[], ReserveStock], _number: int
) -> Work:
    reserve = connect()

    def work() -> int:
        reserve(order())
        return 1

    return work


def _by_batch(order: Callable[[], ReserveStock], _number: int) -> Work:
    def work() -> int:
        orders = tuple(order() for _order in range(BATCH))
        return len(reserve_orders(ReserveOrders(orders=orders)))

    return work
