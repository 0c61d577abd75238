"""SKUs, places and stock for the orders to come, over HTTP."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from demo.api import Api, Json

THREADS = 4
RECEIPT_LINES = 500
# Spare units per SKU, so that a unit missed at one stop keeps no other order waiting.
SPARE_UNITS = 50
AISLES, BAYS = 10, 20

_PLACES: tuple[Json, ...] = (
    {"code": "DOCK-1", "kind": "dock"},
    {"code": "STAGE-1", "kind": "staging"},
    {"code": "PACK-1", "kind": "pack_station"},
)


def pick_place(n: int) -> Json:
    """Return the n-th pick location, in the order of the walk."""
    aisle, bay, level = n // (BAYS * 3), n // 3 % BAYS, n % 3
    return {
        "code": f"{aisle + 1:02d}-{bay + 1:02d}-{level + 1}",
        "kind": "pick",
        "pick_sequence": n + 1,
        "zone": "A",
        "aisle": f"{aisle + 1:02d}",
        "bay": f"{bay + 1:02d}",
        "level": str(level + 1),
    }


def seed(
    api: Api,
    skus: Mapping[str, str],
    demand: Mapping[str, int],
    report: Callable[[str], None],
) -> None:
    """Make SKUs (code to description) and places known, and receive what is asked for and more.

    Every SKU gets a place of its own. Repeating it changes nothing.
    """
    places = [pick_place(n) for n in range(len(skus))]
    bodies = [
        *(("locations", body) for body in (*_PLACES, *places)),
        *(("skus", _sku(code, description)) for code, description in skus.items()),
    ]
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda each: api.post(*each), bodies))
    report(f"{len(skus)} SKUs in {len(places)} places")
    lines = [
        {"sku": sku, "location": place["code"], "quantity": demand.get(sku, 0) + SPARE_UNITS}
        for sku, place in zip(skus, places, strict=True)
    ]
    for n, some in enumerate(_batches(lines, RECEIPT_LINES), start=1):
        api.post("receipts", {"reference": f"DEMO-RECEIPT-{n}", "lines": some})
    report(f"{sum(line['quantity'] for line in lines):,} units received")


def _sku(code: str, description: str) -> Json:
    return {"code": code, "description": description[:200], "weight_grams": 350}


def _batches(items: Iterable[Json], size: int) -> Iterator[list[Json]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
