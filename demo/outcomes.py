"""What became of orders that met a missing unit, as the API tells it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from demo.api import Api, Json


class Outcome(StrEnum):
    """How an order ended that did not find all at once."""

    REPLACED = "replaced in the walk"
    HEALED = "held, then a second walk"
    FOLLOWED = "the rest in a second order"
    SHORT = "shipped short"
    CANCELLED = "cancelled, goods carried back"
    UNFINISHED = "not at its end"


@dataclass(frozen=True)
class Met:
    """An order that met missing units: of which SKUs, how many, and what became of it."""

    ref: str
    number: str
    skus: frozenset[str]
    units: int
    outcome: Outcome


def orders_that_met(api: Api, views: Iterable[Json]) -> list[Met]:
    """Ask about each order at one of whose stops something was missing."""
    short = [view for view in views if view["short_lines"]]
    walks = Counter(task["order_id"] for task in api.every("pick-tasks")) if short else Counter()
    return [_met(api, view, walks) for view in short]


def outcome_of(order: Json, children: Collection[Json], walks: int) -> Outcome:
    """Return what became of an order, its children and its walks."""
    lines = order["lines"]
    if order["status"] == "cancelled":
        return Outcome.CANCELLED
    if any(each["status"] != "completed" for each in (order, *children)):
        return Outcome.UNFINISHED
    if any(line["short_closed"] or line["cancelled"] for line in lines):
        return Outcome.SHORT
    if any(line["backordered"] for line in lines):
        return Outcome.FOLLOWED
    return Outcome.HEALED if walks > 1 else Outcome.REPLACED


def _met(api: Api, view: Json, walks: Mapping[str, int]) -> Met:
    order = api.get(f"orders/{view['order_id']}")
    children = [api.get(f"orders/{child}") for child in order["child_order_ids"]]
    return Met(
        ref=view["external_ref"],
        number=view["number"],
        skus=frozenset(line["sku"] for line in view["short_lines"]),
        units=sum(line["quantity"] for line in view["short_lines"]),
        outcome=outcome_of(order, children, walks[view["order_id"]]),
    )
