"""Whether reading and promising stock take as long with much stock as with little."""

import random
import time
from collections.abc import Callable

from benchmarks.figures import Figure, percentile
from benchmarks.goods import CLIENT, PLACES, WAREHOUSE, code_of, order_of, stock_up
from wms.inventory import facade as inventory
from wms.inventory.contracts import StockFilter
from wms.kernel.pages import PageRequest

FEW, MANY = 10_000, 1_000_000
LINES = 5
SAMPLES = 400


def measure(part: float) -> list[Figure]:
    """Return milliseconds with much stock beside those with little; the ratio should be near 1.

    ``part`` of the usual stock is made: ten places for every SKU.
    """
    few, many = (max(20, round(units * part / PLACES)) for units in (FEW, MANY))
    stock_up(range(1, few + 1))
    before = _latencies(few)
    stock_up(range(few + 1, many + 1))
    after = _latencies(many)
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


def _latencies(skus: int) -> dict[str, list[float]]:
    """Return how many milliseconds each took, in turns, of SKUs picked by chance."""
    chance = random.Random(skus)

    def read() -> None:
        inventory.get_stock(client_id=CLIENT, sku=code_of(chance.randint(1, skus)))

    def listed() -> None:
        sku = StockFilter(sku=code_of(chance.randint(1, skus)))
        inventory.list_stock(
            client_id=CLIENT, filters=sku, page=PageRequest(), warehouse_id=WAREHOUSE
        )

    def reserve() -> None:
        inventory.reserve_stock(order_of(chance.sample(range(1, skus + 1), LINES)))

    ways: dict[str, Callable[[], None]] = {
        "stock of a SKU with its places": read,
        "ATP of a SKU": listed,
        f"reserving {LINES} lines": reserve,
    }
    taken: dict[str, list[float]] = {what: [] for what in ways}
    for _sample in range(SAMPLES):
        for what, act in ways.items():
            begun = time.perf_counter()
            act()
            taken[what].append((time.perf_counter() - begun) * 1000)
    return taken
