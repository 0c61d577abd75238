"""The building: places, and what is put there at first."""

from dataclasses import dataclass

from demo.api import Json

AISLES, BAYS, LEVELS = 10, 20, 3
FIRST_RESERVE = 1_000_000

FIXED_PLACES: tuple[Json, ...] = (
    {"code": "DOCK-1", "kind": "dock"},
    {"code": "STAGE-1", "kind": "staging"},
    {"code": "PACK-1", "kind": "pack_station"},
)


@dataclass(frozen=True)
class Put:
    """Units of a SKU that are received at a place, given as the body that makes it known."""

    sku: str
    place: Json
    units: int


def pick_place(n: int) -> Json:
    """Return the n-th pick location, in the order of the walk."""
    aisle, bay, level = n // (BAYS * LEVELS), n // LEVELS % BAYS, n % LEVELS
    return {
        "code": f"{aisle + 1:02d}-{bay + 1:02d}-{level + 1}",
        "kind": "pick",
        "pick_sequence": n + 1,
        "zone": "A",
        "aisle": f"{aisle + 1:02d}",
        "bay": f"{bay + 1:02d}",
        "level": str(level + 1),
    }


def reserve_place(n: int) -> Json:
    """Return the n-th reserve location, behind all pick locations."""
    return {
        "code": f"R-{n + 1:02d}",
        "kind": "reserve",
        "pick_sequence": FIRST_RESERVE + n,
        "zone": "R",
    }
