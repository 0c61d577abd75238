"""An import from the first invoice to the last: what to post, posting it, and counting."""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import date

from wms.orders.contracts import NewOrder
from wms.orders.retail.invoices import Invoice
from wms.orders.retail.posting import OrderPoster, OrderRefused, Outcome
from wms.orders.retail.rules import import_invoice

# As many as may wait for a thread: enough to keep all busy, few enough to stop quickly.
WAITING_PER_THREAD = 4


@dataclass
class Counts:
    """What became of the invoices so far, and what the orders among them ask for."""

    invoices: int = 0
    orders: int = 0
    order_lines: int = 0
    units: int = 0
    service_lines_dropped: int = 0
    posted: int = 0
    already_there: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    refused_by_server: Counter[str] = field(default_factory=Counter)
    demand: Counter[str] = field(default_factory=Counter)
    external_refs: list[str] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Return how many orders have had their answer."""
        return self.posted + self.already_there + self.refused_by_server.total()


def orders_in(
    invoices: Iterable[Invoice], *, today: date, limit: int | None, counts: Counts
) -> list[NewOrder]:
    """Return the orders to be made of invoices, at most ``limit``, and count what is none."""
    orders: list[NewOrder] = []
    for invoice in invoices:
        if limit is not None and len(orders) >= limit:
            break
        imported = import_invoice(invoice, today=today)
        counts.invoices += 1
        counts.service_lines_dropped += imported.service_lines
        if imported.refusal is not None:
            counts.refused[imported.refusal.value] += 1
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
) -> None:
    """Post orders side by side, and report after each.

    Raises:
        NotAllowed: the token does not do.
        ServerAway: the server does not answer. What was posted stays; nothing more is begun.
    """
    pending: set[Future[Outcome]] = set()
    with ThreadPoolExecutor(threads, thread_name_prefix="post") as pool:
        try:
            for order in orders:
                pending.add(pool.submit(poster.post, order))
                if len(pending) >= threads * WAITING_PER_THREAD:
                    pending = _count_finished(pending, counts, report)
            while pending:
                pending = _count_finished(pending, counts, report)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _count_finished(
    pending: set[Future[Outcome]], counts: Counts, report: Callable[[Counts], None]
) -> set[Future[Outcome]]:
    finished, waiting = wait(pending, return_when=FIRST_COMPLETED)
    for future in finished:
        try:
            outcome = future.result()
        except OrderRefused as refusal:
            counts.refused_by_server[refusal.code] += 1
        else:
            counts.posted += outcome is Outcome.POSTED
            counts.already_there += outcome is Outcome.ALREADY_THERE
        report(counts)
    return waiting
