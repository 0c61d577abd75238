"""What a count says about the books."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from wms.inventory.catalogue.contracts.words import StockStatus
from wms.inventory.counts.contracts.counts import FoundGoods
from wms.inventory.counts.contracts.refused_counts import CountIncomplete
from wms.inventory.work.contracts.counts import CountStatus


class StockKey(NamedTuple):
    """Units that are alike, at one location."""

    sku: str
    lot: str
    status: StockStatus


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """What the books hold of some goods: expected there, confirmed by pickers, missing."""

    expected: int = 0
    taken: int = 0
    missing: int = 0


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How far a difference may go: so many units, and so many percent of what was expected."""

    units: int
    percent: int

    def are_passed(self, *, expected: int, counted: int) -> bool:
        """Return whether the difference is above either of the limits."""
        off = abs(counted - expected)
        return off > self.units or off * 100 > self.percent * expected


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """How a difference is booked, in units.

    ``found`` go from missing back to where they belong, ``gained`` come from nowhere,
    ``written_off`` were missing and are gone for good, ``lost`` are gone from the goods counted.
    """

    found: int
    gained: int
    written_off: int
    lost: int

    @property
    def units(self) -> int:
        """Return how many units are to be booked, whichever way they go."""
        return self.found + self.gained + self.written_off + self.lost


def settle(shelf: Shelf, counted: int, missed_since: int = 0) -> Settlement:
    """Return what to book so that the books hold what was counted, and nothing is missing.

    Units over what was expected are missing ones that were found, as far as there are any; the
    other missing ones are known to be gone. Only what is short beyond them is lost anew. Of the
    units that pickers have ``missed_since`` the count, as many as it did not find either are
    those: they are written off where they are, not lost a second time.
    """
    over = max(counted - shelf.expected, 0)
    short = max(shelf.expected - counted, 0)
    found = min(over, shelf.missing)
    the_same = min(short, missed_since)
    return Settlement(
        found=found,
        gained=over - found,
        written_off=shelf.missing - found + the_same,
        lost=short - the_same,
    )


def matched(
    known: Mapping[StockKey, Shelf], findings: Iterable[FoundGoods], *, complete: bool
) -> dict[StockKey, int]:
    """Return how many units of which goods were counted: all that are known, and what was found.

    Raises:
        CountIncomplete: known goods are not named, and the findings are not complete.
    """
    counted: dict[StockKey, int] = {}
    for each in findings:
        goods = _goods_of(known, each)
        counted[goods] = counted.get(goods, 0) + each.quantity
    unnamed = [
        goods
        for goods, shelf in known.items()
        if goods not in counted and (shelf.expected or shelf.missing)
    ]
    if unnamed and not complete:
        raise CountIncomplete(f"how many are there of {'; '.join(map(_words, sorted(unnamed)))}?")
    return dict.fromkeys(known, 0) | counted


def next_status(
    lines: Iterable[tuple[Shelf, int]], *, round_no: int, recount: Limits, approval: Limits
) -> CountStatus:
    """Return what follows from a count: another count, a supervisor's word, or posting.

    A recount is about what was seen: missing units are not expected to be. Approval is about
    what is booked: missing units that stay away are written off like any other.
    """
    found = list(lines)
    if round_no == 1 and any(
        recount.are_passed(expected=shelf.expected, counted=counted) for shelf, counted in found
    ):
        return CountStatus.RECOUNT
    if any(
        approval.are_passed(expected=shelf.expected + shelf.missing, counted=counted)
        for shelf, counted in found
    ):
        return CountStatus.COUNTED
    return CountStatus.POSTED


def _goods_of(known: Mapping[StockKey, Shelf], found: FoundGoods) -> StockKey:
    if found.status is not None:
        return StockKey(found.sku, found.lot, StockStatus(found.status))
    there = [goods for goods in known if (goods.sku, goods.lot) == (found.sku, found.lot)]
    if len(there) == 1:
        return there[0]
    return StockKey(found.sku, found.lot, StockStatus.USABLE)


def _words(goods: StockKey) -> str:
    lot = f" lot {goods.lot}" if goods.lot else ""
    status = "" if goods.status is StockStatus.USABLE else f", {goods.status}"
    return f"{goods.sku}{lot}{status}"
