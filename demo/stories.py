"""Orders that meet a missing unit: what is lost before anybody comes, and how each must end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil

from demo.api import Json
from demo.outcomes import Outcome
from demo.places import Put, pick_place, reserve_place
from demo.world import Shelf, World

MOST_STORIES = 14
# An order in so many has a story.
ORDERS_PER_STORY = 5
ASKED, LOST = 3, 1
DELIVERED, ELSEWHERE = 5, 4
# A theft is noticed by several orders: it needs many.
ORDERS_FOR_A_THEFT = 100


class Kind(StrEnum):
    """What happens to the unit that an order does not find."""

    ELSEWHERE = "lost, more in reserve"
    MISLAID = "mislaid, all or nothing"
    DELIVERED = "lost, delivered anew"
    BACKORDERED = "mislaid, may be split"
    PARTIAL = "lost, a part will do"
    GIVEN_UP = "lost, somebody decides"
    CANCELLED = "lost, customer cancels"


@dataclass(frozen=True)
class Turn:
    """What belongs to a kind of story: the order's policy, and how it ends."""

    policy: str
    ending: Outcome
    is_mislaid: bool = False


TURNS: Mapping[Kind, Turn] = {
    Kind.ELSEWHERE: Turn("ship_complete", Outcome.REPLACED),
    Kind.MISLAID: Turn("ship_complete", Outcome.HEALED, is_mislaid=True),
    Kind.DELIVERED: Turn("ship_complete", Outcome.HEALED),
    Kind.BACKORDERED: Turn("ship_partial_backorder", Outcome.FOLLOWED, is_mislaid=True),
    Kind.PARTIAL: Turn("ship_partial", Outcome.SHORT),
    Kind.GIVEN_UP: Turn("ship_complete", Outcome.SHORT),
    Kind.CANCELLED: Turn("ship_complete", Outcome.CANCELLED),
}


@dataclass(frozen=True)
class Story:
    """One order, by its reference, and goods that only it asks for."""

    ref: str
    kind: Kind
    sku: str
    place: str

    @property
    def turn(self) -> Turn:
        """Return the policy and the ending."""
        return TURNS[self.kind]


@dataclass(frozen=True)
class Loss:
    """Units that are not where the books say; mislaid ones are found by who counts."""

    shelf: Shelf
    units: int
    is_mislaid: bool = False

    def happen(self, world: World) -> None:
        """Take the units away, and tell nobody."""
        if self.is_mislaid:
            world.mislay(self.shelf, self.units)
        else:
            world.lose(self.shelf, self.units)


@dataclass
class Plot:
    """The stories of a day, the goods they need, and what is lost before anybody comes."""

    stories: list[Story] = field(default_factory=list)
    skus: dict[str, str] = field(default_factory=dict)
    puts: list[Put] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)

    @property
    def lost_skus(self) -> frozenset[str]:
        """Return of which SKUs something is missing."""
        return frozenset(loss.shelf.sku for loss in self.losses)


def story_count(orders: int) -> int:
    """Return how many of so many orders have a story."""
    return min(MOST_STORIES, orders // ORDERS_PER_STORY)


def write_stories(orders: Sequence[Json], chosen: Sequence[int], first_place: int) -> Plot:
    """Give chosen orders a line of goods of their own and the policy of their story.

    ``first_place`` is the number of the first pick place that is free.
    """
    plot, kinds = Plot(), list(Kind)
    for n, index in enumerate(chosen):
        kind = kinds[n % len(kinds)]
        turn = TURNS[kind]
        place = pick_place(first_place + n)
        sku = f"LAST-{n + 1:02d}"
        story = Story(orders[index]["external_ref"], kind, sku, place["code"])
        orders[index]["shipping_policy"] = turn.policy
        orders[index]["lines"].append(
            {
                "line_no": len(orders[index]["lines"]) + 1,
                "sku": sku,
                "quantity": ASKED,
                "unit_price": {"amount": "9.50", "currency": "EUR"},
            }
        )
        plot.stories.append(story)
        plot.skus[sku] = f"the last {ASKED} of their kind ({kind})"
        plot.puts.append(Put(sku, place, ASKED))
        if kind is Kind.ELSEWHERE:
            plot.puts.append(Put(sku, reserve_place(n), ELSEWHERE))
        plot.losses.append(Loss(Shelf(place["code"], sku), LOST, is_mislaid=turn.is_mislaid))
    return plot


def add_theft(plot: Plot, skus: Sequence[str], demand: Mapping[str, int], *, spare: int) -> None:
    """Let the spare units and half of what is asked for disappear from the busiest place.

    ``skus`` are those of the pick places in their order. Several orders will meet it; there is
    enough in reserve for all of them.
    """
    sku = max(skus, key=lambda each: demand.get(each, 0))
    asked = demand.get(sku, 0)
    place = pick_place(skus.index(sku))["code"]
    plot.puts.append(Put(sku, reserve_place(MOST_STORIES), asked))
    plot.losses.append(Loss(Shelf(place, sku), spare + ceil(asked / 2)))
