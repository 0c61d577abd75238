"""Whether reading and promising stock take as long with much stock as with little."""

import multiprocessing
import os
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from benchmarks.databases import fresh
from benchmarks.figures import Figure, percentile
from benchmarks.goods import CLIENT, PLACES, WAREHOUSE, code_of, order_of, stock_up
from wms.inventory import facade as inventory
from wms.inventory.stock.contracts.stock import StockFilter
from wms.inventory.stock.queries.stock import get_stock, list_stock
from wms.kernel.pages import PageRequest

FEW, MANY = 10_000, 1_000_000
LINES = 5
TURNS, SAMPLES_IN_A_TURN = 50, 10

Taken = dict[str, list[float]]


def measure(part: float) -> list[Figure]:
    """Return milliseconds with much stock beside those with little; the ratio should be near 1.

    Both are measured by turns, in databases of their own. ``part`` of the usual stock is made.
    """
    few, many = (max(20, round(units * part / PLACES)) for units in (FEW, MANY))
    large = os.environ["DATABASE_URL"]
    small = fresh(large, "bench_few")
    with process_on(small) as with_few, process_on(large) as with_many:
        for pool, skus in ((with_few, few), (with_many, many)):
            pool.submit(stock_up, range(1, skus + 1)).result()
            pool.submit(latencies, skus).result()
        before: Taken = {}
        after: Taken = {}
        for _turn in range(max(2, round(TURNS * part))):
            for pool, skus, taken in ((with_few, few, before), (with_many, many, after)):
                for what, milliseconds in pool.submit(latencies, skus).result().items():
                    taken.setdefault(what, []).extend(milliseconds)
    return [
        Figure(
            f"{what} at {many * PLACES:,} stock units, p{percent}",
            percentile(after[what], percent),
            "ms",
            f"at {few * PLACES:,} (flat is 1)",
            percentile(before[what], percent),
        )
        for what in before
        for percent in (50, 95)
    ]


@contextmanager
def process_on(database: str) -> Iterator[ProcessPoolExecutor]:
    """Have a process that works on a database until the end of the block."""
    os.environ["DATABASE_URL"] = database
    fresh_start = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh_start) as pool:
        pool.submit(os.getpid).result()
        yield pool


def latencies(skus: int) -> Taken:
    """Return how many milliseconds each took, in turns, of SKUs picked by chance."""

    def read() -> None:
        get_stock(client_id=CLIENT, sku=code_of(random.randint(1, skus)))

    def look() -> None:
        sku = StockFilter(sku=code_of(random.randint(1, skus)))
        list_stock(client_id=CLIENT, filters=sku, page=PageRequest(), warehouse_id=WAREHOUSE)

    def reserve() -> None:
        inventory.reserve_stock(order_of(random.sample(range(1, skus + 1), LINES)))

    ways: dict[str, Callable[[], None]] = {
        "stock of a SKU with its places": read,
        "ATP of a SKU": look,
        f"reserving {LINES} lines": reserve,
    }
    taken: Taken = {what: [] for what in ways}
    for _sample in range(SAMPLES_IN_A_TURN):
        for what, act in ways.items():
            begun = time.perf_counter()
            act()
            taken[what].append((time.perf_counter() - begun) * 1000)
    return taken
