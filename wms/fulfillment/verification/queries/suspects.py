"""What the stock says of orders and walks, compared with what these say themselves.

The contexts are asked one after the other, and work goes on between the questions: what looks
wrong is only suspected. Rows are read page by page, so memory does not grow with their number.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, islice
from typing import Any, Generic, TypeVar
from uuid import UUID

from wms.fulfillment.verification.contracts import Scan, Suspect, WorkCheck
from wms.inventory import facade as inventory
from wms.inventory.contracts import AllocationStatus, OpenAllocation, OpenReservation
from wms.orders import facade as orders
from wms.picking import facade as picking
from wms.picking.contracts import PickLineStatus, PickTaskStatus, Stop

PAGE = 500
# More cannot be worked through by anybody; the next run finds the rest.
MAX_SUSPECTS = 10_000
RowT = TypeVar("RowT")
ENDED = (PickTaskStatus.COMPLETED, PickTaskStatus.CANCELLED)


@dataclass(frozen=True, kw_only=True)
class Look(Generic[RowT]):
    """How rows of a kind are read, all of them or some of them again, and what is made of them."""

    pages: Callable[[], Iterator[Sequence[RowT]]]
    again: Callable[[Collection[UUID]], Sequence[RowT]]
    judge: Callable[[Sequence[RowT]], Iterator[Suspect]]


def find_suspects(*, scan: Scan) -> tuple[Suspect, ...]:
    """Look at all open rows of a kind; return at most 10,000 of those that look wrong."""
    look = _LOOKS[scan]
    found = chain.from_iterable(look.judge(page) for page in look.pages())
    return tuple(islice(found, MAX_SUSPECTS))


def look_again(*, suspects: Collection[Suspect]) -> tuple[Suspect, ...]:
    """Return those of the suspects that still look wrong, as they look now."""
    found: list[Suspect] = []
    for scan, group in groupby(sorted(suspects, key=_scan_of), key=_scan_of):
        listed = list(group)
        for start in range(0, len(listed), PAGE):
            page = {each.subject_id for each in listed[start : start + PAGE]}
            found += _LOOKS[scan].judge(_LOOKS[scan].again(page))
    return tuple(found)


def look_at(*, check: WorkCheck, subject_id: UUID) -> Suspect | None:
    """Return how one row looks, if it looks wrong to a check."""
    look = _LOOKS[_scan_for(check)]
    found = look.judge(look.again([subject_id]))
    return next((each for each in found if each.check is check), None)


def _scan_of(suspect: Suspect) -> Scan:
    return _scan_for(suspect.check)


def _scan_for(check: WorkCheck) -> Scan:
    match check:
        case WorkCheck.FINISHED_ORDERS | WorkCheck.UNKNOWN_ORDERS:
            return Scan.RESERVATIONS
        case WorkCheck.STAGED_GOODS | WorkCheck.CLAIMS_WITHOUT_STOP:
            return Scan.CLAIMS
        case WorkCheck.STOPS_WITHOUT_CLAIM:
            return Scan.STOPS


def _pages_of_reservations() -> Iterator[tuple[OpenReservation, ...]]:
    after: UUID | None = None
    while page := inventory.list_open_reservations(after=after, limit=PAGE):
        yield page
        after = page[-1].reservation_id


def _pages_of_claims() -> Iterator[tuple[OpenAllocation, ...]]:
    after: UUID | None = None
    while page := inventory.list_unfinished_allocations(after=after, limit=PAGE):
        yield page
        after = page[-1].allocation_id


def _pages_of_stops() -> Iterator[tuple[Stop, ...]]:
    after = 0
    while page := picking.list_open_stops(after=after, limit=PAGE):
        yield page
        after = page[-1].number


def _judge_reservations(page: Sequence[OpenReservation]) -> Iterator[Suspect]:
    """An order that ended, or that does not exist, neither waits nor holds anything."""
    statuses = orders.get_statuses(order_ids={each.order_id for each in page})
    for each in page:
        status = statuses.get(each.order_id)
        if status is None:
            yield _suspect(WorkCheck.UNKNOWN_ORDERS, each.reservation_id, each, str(each.status))
        elif status.is_finished:
            what = f"{status}, {each.status}"
            yield _suspect(WorkCheck.FINISHED_ORDERS, each.reservation_id, each, what)


def _judge_claims(page: Sequence[OpenAllocation]) -> Iterator[Suspect]:
    """Open claims have a stop in a walk that has not ended; picked ones an order at work."""
    claimed = [each for each in page if each.status is AllocationStatus.OPEN]
    staged = [each for each in page if each.status is AllocationStatus.PICKED]
    stops = picking.find_stops(allocation_ids=[each.allocation_id for each in claimed])
    walked = {stop.allocation_id for stop in stops if stop.task_status not in ENDED}
    statuses = orders.get_statuses(order_ids={each.order_id for each in staged})
    for each in claimed:
        if each.allocation_id not in walked:
            check = WorkCheck.CLAIMS_WITHOUT_STOP
            yield _suspect(check, each.allocation_id, each, each.subject, each.quantity)
    for each in staged:
        status = statuses.get(each.order_id)
        if status is None or status.is_finished:
            what = f"{each.subject}, {status or 'no such order'}"
            check = WorkCheck.STAGED_GOODS
            yield _suspect(check, each.allocation_id, each, what, each.quantity)


def _judge_stops(page: Sequence[Stop]) -> Iterator[Suspect]:
    """An open stop has an open claim."""
    ids = [each.allocation_id for each in page]
    claims = inventory.find_unfinished_allocations(allocation_ids=ids)
    is_open = {each.allocation_id for each in claims if each.status is AllocationStatus.OPEN}
    for each in page:
        if each.allocation_id not in is_open:
            check = WorkCheck.STOPS_WITHOUT_CLAIM
            yield _suspect(check, each.allocation_id, each, each.subject)


def _open_stops_again(ids: Collection[UUID]) -> tuple[Stop, ...]:
    stops = picking.find_stops(allocation_ids=ids)
    return tuple(stop for stop in stops if stop.status is PickLineStatus.OPEN)


def _suspect(
    check: WorkCheck,
    subject_id: UUID,
    row: OpenReservation | OpenAllocation | Stop,
    what: str,
    found: int = 1,
) -> Suspect:
    number = f"{row.order_number} " if row.order_number else ""
    return Suspect(
        check=check,
        subject_id=subject_id,
        subject=f"order {number}{row.order_id}, round {row.round_no}: {what}",
        client_id=row.client_id,
        warehouse_id=row.warehouse_id,
        order_id=row.order_id,
        round_no=row.round_no,
        expected=0,
        found=found,
    )


_LOOKS: Mapping[Scan, "Look[Any]"] = {
    Scan.RESERVATIONS: Look(
        pages=_pages_of_reservations,
        again=lambda ids: inventory.find_open_reservations(reservation_ids=ids),
        judge=_judge_reservations,
    ),
    Scan.CLAIMS: Look(
        pages=_pages_of_claims,
        again=lambda ids: inventory.find_unfinished_allocations(allocation_ids=ids),
        judge=_judge_claims,
    ),
    Scan.STOPS: Look(pages=_pages_of_stops, again=_open_stops_again, judge=_judge_stops),
}
