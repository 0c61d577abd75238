"""SKUs, places and stock for the orders to come, over HTTP and in the world."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from demo.api import Api, Json
from demo.places import FIXED_PLACES, Put, pick_place
from demo.stories import Plot
from demo.world import Shelf, World

THREADS = 4
RECEIPT_LINES = 500
# Spare units per SKU, so that goods that wait to be counted keep no other order waiting.
SPARE_UNITS = 50


def seed(
    api: Api,
    skus: Mapping[str, str],
    demand: Mapping[str, int],
    report: Callable[[str], None],
) -> list[Put]:
    """Make SKUs (code to description) and places known, and receive what is asked for and more.

    Every SKU gets a place of its own. Repeating it changes nothing.

    Returns:
        What was put where.
    """
    puts = [Put(sku, pick_place(n), demand.get(sku, 0) + SPARE_UNITS) for n, sku in enumerate(skus)]
    return _put(api, skus, puts, report, name="DEMO-RECEIPT")


def seed_stories(
    api: Api, plot: Plot, world: World, before: Iterable[Put], report: Callable[[str], None]
) -> None:
    """Receive the goods of stories, and let happen what nobody knows of.

    The world is filled with them and with what was put down ``before``.
    """
    puts = _put(api, plot.skus, plot.puts, report, name="DEMO-STORIES") if plot.puts else []
    for put in (*before, *puts):
        world.put(Shelf(put.place["code"], put.sku), put.units)
    for loss in plot.losses:
        loss.happen(world)
    report(f"{sum(loss.units for loss in plot.losses)} of them are not where the books say")


def _put(
    api: Api,
    skus: Mapping[str, str],
    puts: list[Put],
    report: Callable[[str], None],
    *,
    name: str,
) -> list[Put]:
    bodies = [
        *(("locations", body) for body in (*FIXED_PLACES, *(put.place for put in puts))),
        *(("skus", _sku(code, description)) for code, description in skus.items()),
    ]
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda each: api.post(*each), bodies))
    report(f"{len(skus)} SKUs in {len(puts)} places")
    lines = [{"sku": put.sku, "location": put.place["code"], "quantity": put.units} for put in puts]
    for n, some in enumerate(_batches(lines, RECEIPT_LINES), start=1):
        api.post("receipts", {"reference": f"{name}-{n}", "lines": some})
    report(f"{sum(put.units for put in puts):,} units received")
    return puts


def _sku(code: str, description: str) -> Json:
    return {"code": code, "description": description[:200], "weight_grams": 350}


def _batches(items: Iterable[Json], size: int) -> Iterator[list[Json]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
