"""A small catalogue and the orders for it: made up, and the same ones every time."""

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from demo.api import Json
from demo.seeding import SPARE_UNITS
from demo.stories import ORDERS_FOR_A_THEFT, Plot, add_theft, story_count, write_stories

SKUS = 60
SEED = 20_261_122
MAX_LINES = 6
# Stories are told by early orders, so that their second walks fall into the day.
EARLY = 100

_THINGS = ("mug", "plate", "bowl", "lamp", "clock", "tray", "basket", "candle", "jar", "vase")
_COLOURS = ("white", "blue", "green", "red", "amber", "violet")
_CITIES = (
    ("Berlin", "10115", "DE"),
    ("Lyon", "69001", "FR"),
    ("Leeds", "LS1 4AP", "GB"),
    ("Utrecht", "3511 AB", "NL"),
    ("Porto", "4000-322", "PT"),
    ("Cork", "T12 X8P4", "IE"),
)
_PRIORITIES = ("same_day", "next_day", "standard")
# Most clients want all or nothing.
_POLICIES = (*(["ship_complete"] * 8), "ship_partial", "ship_partial_backorder")
_DAYS = {"same_day": 0, "next_day": 1, "standard": 3}


@dataclass(frozen=True)
class Sample:
    """What the demo works with: SKUs with descriptions, and bodies of orders in their order.

    The goods of stories are in the ``plot``, not in ``skus`` and ``demand``.
    """

    skus: dict[str, str]
    orders: list[Json]
    demand: Counter[str] = field(default_factory=Counter)
    plot: Plot = field(default_factory=Plot)


def make_sample(orders: int, today: date | None = None, *, has_stories: bool = True) -> Sample:
    """Return a sample with so many orders of 1 to 6 lines; the same SKU may stand on two.

    A story adds a line to its order.
    """
    chance = random.Random(SEED)
    skus = {
        f"{thing[:3].upper()}-{colour[:2].upper()}": f"{colour} {thing}"
        for thing in _THINGS
        for colour in _COLOURS
    }
    day = today or datetime.now(UTC).date()
    bodies = [_order(n, list(skus), chance, day) for n in range(1, orders + 1)]
    demand = demand_of(bodies)
    if not has_stories:
        return Sample(skus=skus, orders=bodies, demand=demand)
    plot = write_stories(bodies, story_indexes(orders), len(skus))
    if orders >= ORDERS_FOR_A_THEFT:
        add_theft(plot, list(skus), demand, spare=SPARE_UNITS)
    return Sample(skus=skus, orders=bodies, demand=demand, plot=plot)


def story_indexes(orders: int) -> list[int]:
    """Return which of so many orders have a story: some, spread over the early ones."""
    count = story_count(orders)
    return [n * min(orders, EARLY) // count for n in range(count)]


def demand_of(orders: Iterable[Json]) -> Counter[str]:
    """Return the units that orders ask for, by SKU."""
    demand: Counter[str] = Counter()
    for order in orders:
        for line in order["lines"]:
            demand[line["sku"]] += line["quantity"]
    return demand


def _order(n: int, skus: list[str], chance: random.Random, day: date) -> Json:
    priority = chance.choices(_PRIORITIES, weights=(2, 3, 5))[0]
    city, postal_code, country = chance.choice(_CITIES)
    lines = [
        {
            "line_no": line_no,
            "sku": chance.choice(skus),
            "quantity": chance.randint(1, 5),
            "unit_price": {"amount": f"{chance.randint(150, 4990) / 100:.2f}", "currency": "EUR"},
        }
        for line_no in range(1, chance.randint(1, MAX_LINES) + 1)
    ]
    return {
        "external_ref": f"demo-{n:05d}",
        "customer_id": f"customer-{chance.randint(1, 80)}",
        "priority": priority,
        "shipping_policy": _POLICIES[n % len(_POLICIES)],
        "ship_by": (day + timedelta(days=_DAYS[priority])).isoformat(),
        "shipping_address": {
            "name": f"Demo Customer {n}",
            "line1": f"{chance.randint(1, 180)} Sample Street",
            "city": city,
            "postal_code": postal_code,
            "country": country,
        },
        "lines": lines,
    }
