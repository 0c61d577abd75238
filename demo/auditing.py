"""The world against the books, shelf by shelf."""

from collections import Counter
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import quote

from demo.api import Api, Json
from demo.world import Shelf

THREADS = 4
MISSING = "missing"


@dataclass(frozen=True)
class Audit:
    """What was compared; ``differences`` is empty if the books tell of the world."""

    shelves: int
    units: int
    differences: tuple[str, ...]


def audit(api: Api, skus: Collection[str], world: Mapping[Shelf, int]) -> Audit:
    """Read where the books say that goods of SKUs lie, and compare it with where they do."""
    with ThreadPoolExecutor(THREADS) as pool:
        units = [unit for some in pool.map(lambda sku: _units(api, sku), skus) for unit in some]
    blocked = [place["code"] for place in api.every("locations") if place["is_blocked"]]
    return compare(units, world, blocked)


def compare(units: Collection[Json], world: Mapping[Shelf, int], blocked: Collection[str]) -> Audit:
    """Compare stock units with what lies there.

    Units that are ``missing`` are nowhere: that some still are, and that a place is still blocked,
    means that nobody has counted.
    """
    books = Counter[Shelf]()
    differences = []
    for unit in units:
        shelf = Shelf(unit["location"], unit["sku"], unit["lot"])
        if unit["status"] != MISSING:
            books[shelf] += unit["on_hand"]
        elif unit["on_hand"]:
            differences.append(f"{_words(shelf)}: {unit['on_hand']} still missing in the books")
    shelves = sorted({*world, *(shelf for shelf, on_hand in books.items() if on_hand)})
    differences += [
        f"{_words(shelf)}: {there} units there, {books[shelf]} in the books"
        for shelf in shelves
        if (there := world.get(shelf, 0)) != books[shelf]
    ]
    differences += [f"{place} is still blocked" for place in sorted(blocked)]
    return Audit(shelves=len(shelves), units=sum(world.values()), differences=tuple(differences))


def _units(api: Api, sku: str) -> list[Json]:
    return list(api.get(f"stock/{quote(sku)}")["units"])


def _words(shelf: Shelf) -> str:
    return f"{shelf.location}, {shelf.sku}{f' lot {shelf.lot}' if shelf.lot else ''}"
