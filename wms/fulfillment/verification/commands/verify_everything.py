"""Reconcile the stock with itself, with orders, and with the walks, while work goes on."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import reduce
from typing import Protocol, TypeVar

from wms.fulfillment.verification.contracts import Scan, Suspect, VerifyEverything
from wms.fulfillment.verification.queries.suspects import find_suspects, look_again
from wms.inventory import facade as inventory
from wms.inventory.contracts import StockCheck, StockDifference, StockVerification, VerifyStock
from wms.platform.database import limited
from wms.platform.limits import LONG_READS

Reporter = Callable[[str], None]
UnitT = TypeVar("UnitT")
AnswerT = TypeVar("AnswerT")
NOTHING = StockVerification(units=0, balances=0, movements=0, differences=())


class Each(Protocol):
    """How one look after the other is taken; which may leave out those that fail."""

    def __call__(
        self, units: Iterable[UnitT], work: Callable[[UnitT], AnswerT], /
    ) -> list[AnswerT]:
        """Return the answers of the looks that were taken."""


def in_turn(units: Iterable[UnitT], work: Callable[[UnitT], AnswerT], /) -> list[AnswerT]:
    """Take one look after the other; the first that fails ends it."""
    return [work(unit) for unit in units]


@limited(LONG_READS)
def verify_everything(
    query: VerifyEverything, *, report: Reporter = lambda _news: None, each: Each = in_turn
) -> StockVerification:
    """Return how many rows were looked at and what disagrees, in bounded memory.

    It only reads. Within the stock each check is one statement, which sees one moment. Between
    contexts it looks twice, ``patience`` apart, if there is anything to look at again.

    Args:
        query: how much to list, and how long to wait.
        report: gets the name of each step before it is taken.
        each: takes the checks and scans one after the other.
    """

    def check_alone(check: StockCheck) -> StockVerification:
        report(check.value.replace("_", " "))
        return inventory.verify_stock(VerifyStock(limit=query.limit, checks=(check,)))

    def scan_alone(scan: Scan) -> tuple[Suspect, ...]:
        report(scan.value)
        return find_suspects(scan=scan)

    found = reduce(_both, each(StockCheck, check_alone), NOTHING)
    began = time.monotonic()
    suspects = [suspect for seen in each(Scan, scan_alone) for suspect in seen]
    if suspects:
        seconds = query.patience.total_seconds()
        report(f"a second look at {len(suspects)} rows, {seconds:.0f} s after the first")
        time.sleep(max(0.0, began + seconds - time.monotonic()))
        suspects = _still(suspects)
    return replace(found, differences=found.differences + _listed(suspects, query.limit))


def _still(suspects: Iterable[Suspect]) -> list[Suspect]:
    """Return those that look wrong for the same reason as before."""
    before = {(each.check, each.subject_id) for each in suspects}
    again = look_again(suspects=list(suspects))
    return [each for each in again if (each.check, each.subject_id) in before]


def _listed(suspects: Iterable[Suspect], limit: int) -> tuple[StockDifference, ...]:
    counts = Counter[str]()
    listed = []
    for each in suspects:
        counts[each.check] += 1
        if counts[each.check] <= limit:
            listed.append(
                StockDifference(
                    check=each.check.value,
                    subject_id=each.subject_id,
                    subject=each.subject,
                    client_id=each.client_id,
                    expected=each.expected,
                    found=each.found,
                    cause=each.check.cause,
                    repair=each.check.repair,
                )
            )
    return tuple(listed)


def _both(found: StockVerification, one: StockVerification) -> StockVerification:
    return StockVerification(
        units=max(found.units, one.units),
        balances=max(found.balances, one.balances),
        movements=max(found.movements, one.movements),
        differences=found.differences + one.differences,
    )
