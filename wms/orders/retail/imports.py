"""An import from the first invoice to the last: what to post, its posting, and the counts."""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wms.orders.contracts import NewOrder
from wms.orders.retail.invoices import Invoice
from wms.orders.retail.posts import OrderPoster, OrderRefused, Outcome, Posted
from wms.orders.retail.rules import import_invoice
from wms.orders.retail.verdicts import Verdicts

# As many as may wait for a thread: enough to keep all busy, few enough to stop quickly.
WAITING_PER_THREAD = 4


@dataclass
class Counts:
    """What became of the invoices so far, and what the orders among them ask for.

    ``faults`` says of each invoice that is not written as one what is wrong, and in which row;
    ``reasons`` counts why orders were rejected; one may have several. ``undecided`` orders have
    no verdict yet.
    """

    invoices: int = 0
    orders: int = 0
    order_lines: int = 0
    units: int = 0
    service_lines_dropped: int = 0
    posted: int = 0
    already_there: int = 0
    cancelled_before: int = 0
    accepted: int = 0
    undecided: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    refused_by_server: Counter[str] = field(default_factory=Counter)
    rejected: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    demand: Counter[str] = field(default_factory=Counter)
    external_refs: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Return how many orders have had their answer."""
        accepted = self.posted + self.already_there + self.cancelled_before
        return accepted + self.refused_by_server.total()

    def judge(self, known: int, verdicts: Verdicts) -> None:
        """Count what validation said about so many orders."""
        self.undecided = len(verdicts.waiting)
        self.rejected = len(verdicts.rejected)
        self.accepted = known - self.undecided - self.rejected
        for why in verdicts.rejected.values():
            self.reasons.update(why.split("; "))

    def failure(self) -> str | None:
        """Return in a sentence what did not become an order and should have; None if all did."""
        parts = (
            (len(self.faults), "invoices cannot be read"),
            (self.refused_by_server.total(), "orders were refused by the server"),
            (self.rejected, "orders were rejected"),
            (self.undecided, "orders have no verdict yet: does the saga worker run?"),
        )
        faults = [f"{count} {what}" for count, what in parts if count]
        return ", ".join(faults) if faults else None


def orders_in(
    invoices: Iterable[Invoice],
    *,
    today: date,
    limit: int | None,
    counts: Counts,
    warehouse: str | None = None,
) -> list[NewOrder]:
    """Return the orders to be made of invoices, at most ``limit``, and count what is none."""
    orders: list[NewOrder] = []
    for invoice in invoices:
        if limit is not None and len(orders) >= limit:
            break
        imported = import_invoice(invoice, today=today, warehouse=warehouse)
        counts.invoices += 1
        counts.service_lines_dropped += imported.service_lines
        if imported.refusal is not None:
            counts.refused[imported.refusal.value] += 1
            if imported.refusal.is_fault:
                counts.faults.append(f"{invoice.invoice_no or '(no number)'}: {imported.detail}")
        if imported.order is not None:
            orders.append(imported.order)
            counts.orders += 1
            counts.external_refs.append(imported.order.external_ref)
            counts.order_lines += len(imported.order.lines)
            for line in imported.order.lines:
                counts.units += line.quantity
                counts.demand[line.sku] += line.quantity
    return orders


def post_all(
    orders: Iterable[NewOrder],
    *,
    poster: OrderPoster,
    threads: int,
    counts: Counts,
    report: Callable[[Counts], None],
) -> list[dict[str, Any]]:
    """Post orders side by side, and report after each; return those that are in the system now.

    Raises:
        NotAllowed: the token does not do.
        ServerAway: the server does not answer. What was posted stays; nothing more is begun.
    """
    pending: set[Future[Posted]] = set()
    there: list[dict[str, Any]] = []
    with ThreadPoolExecutor(threads, thread_name_prefix="post") as pool:
        try:
            for order in orders:
                pending.add(pool.submit(poster.post, order))
                if len(pending) >= threads * WAITING_PER_THREAD:
                    pending = _count_finished(pending, counts, there, report)
            while pending:
                pending = _count_finished(pending, counts, there, report)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return there


def _count_finished(
    pending: set[Future[Posted]],
    counts: Counts,
    there: list[dict[str, Any]],
    report: Callable[[Counts], None],
) -> set[Future[Posted]]:
    finished, waiting = wait(pending, return_when=FIRST_COMPLETED)
    for future in finished:
        try:
            posted = future.result()
        except OrderRefused as refusal:
            counts.refused_by_server[refusal.code] += 1
        else:
            counts.posted += posted.outcome is Outcome.POSTED
            counts.already_there += posted.outcome is Outcome.ALREADY_THERE
            counts.cancelled_before += posted.outcome is Outcome.CANCELLED_BEFORE
            if posted.order is not None:
                there.append(posted.order)
        report(counts)
    return waiting
