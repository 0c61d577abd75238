"""Look for sagas that ended before their orders, and for what they left before a person."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from temporalio.client import Client, WorkflowExecutionStatus

from wms.fulfillment.actors import ACTOR
from wms.fulfillment.exceptions.commands.clear_exception import clear_exception
from wms.fulfillment.exceptions.contracts.exceptions import ClearException
from wms.fulfillment.exceptions.models import OperationalException
from wms.fulfillment.exceptions.rules.kinds import RUN_ENDED, SAGA_KINDS
from wms.fulfillment.saga.contracts.restarts import WatchRuns
from wms.fulfillment.saga.runs.dead_runs import RUNS_THAT_DIED, last_run_of, put_before_a_person
from wms.kernel.ids import OrderId
from wms.orders import facade as orders
from wms.orders.contracts import OrderStatus
from wms.platform.temporal.bridge import bridge

PAGE = 500
MOST_RUNS = 10_000
MOST_RAISED = 200
PATIENCE_SECONDS = 60.0
ORDER_ENDED = "the order and its saga have ended"
GOES_ON = "the saga runs again"

RowT = TypeVar("RowT")
logger = logging.getLogger(__name__)


def watch_runs(look: WatchRuns) -> None:
    """Put orders before a person whose saga died, and take off the list what is over.

    One look reads at most 10,000 dead runs, the newest first, and raises at most 200 exceptions;
    the next one goes on. An exception about a run is raised once.

    Raises:
        TemporalUnavailable: the server did not answer in time.
    """
    raised = 0
    for order_ids in _pages(_dead_orders(look.now)):
        statuses = orders.get_statuses(order_ids=order_ids)
        known = _known(order_ids)
        for order_id in order_ids:
            status = statuses.get(order_id)
            if status in {None, OrderStatus.COMPLETED} or order_id in known:
                continue
            if raised == MOST_RAISED:
                logger.warning("more than %s sagas ended before their orders", MOST_RAISED)
                break
            raised += put_before_a_person(orders.get_order(order_id=order_id))
    _clear_what_is_over()


def _dead_orders(before: datetime) -> list[OrderId]:
    """Return the orders that have a run which died before a time, each once."""
    query = f"{RUNS_THAT_DIED} AND CloseTime < '{before.isoformat()}'"

    async def ask(client: Client) -> list[str]:
        found = client.list_workflows(query, page_size=PAGE, limit=MOST_RUNS)
        return [each.id async for each in found]

    names = bridge.call(ask, patience=PATIENCE_SECONDS)
    return [order_id for name in dict.fromkeys(names) if (order_id := _order_of(name))]


def _order_of(name: str) -> OrderId | None:
    try:
        return OrderId(UUID(name.removeprefix("order-fulfillment-")))
    except ValueError:
        return None


def _known(order_ids: Sequence[OrderId]) -> frozenset[UUID]:
    """Return the orders that are before a person already for this reason."""
    rows = OperationalException.objects.open().filter(kind=RUN_ENDED, order_id__in=order_ids)
    return frozenset(each for each in rows.values_list("order_id", flat=True) if each is not None)


def _clear_what_is_over() -> None:
    """Clear what a run said that will not take it away itself, and who is said to be dead."""
    rows = OperationalException.objects.open().filter(
        kind__in=SAGA_KINDS | {RUN_ENDED}, order_id__isnull=False
    )
    listed = list(rows.order_by("id").values_list("exception_id", "order_id", "kind")[:MOST_RUNS])
    for page in _pages(listed):
        statuses = orders.get_statuses(order_ids=[OrderId(each[1]) for each in page if each[1]])
        for exception_id, order_id, kind in page:
            if order_id is None:
                continue
            status = statuses.get(OrderId(order_id))
            is_finished = status is not None and status.is_finished
            if is_finished or kind == RUN_ENDED:
                _clear_if_over(exception_id, OrderId(order_id), kind, status)


def _clear_if_over(
    exception_id: UUID, order_id: OrderId, kind: str, status: OrderStatus | None
) -> None:
    run = bridge.call(lambda client: last_run_of(client, order_id))
    if run is not None and run[1] is WorkflowExecutionStatus.RUNNING:
        if kind != RUN_ENDED:
            return
        note = GOES_ON
    elif status is OrderStatus.COMPLETED or (
        run is not None and run[1] is WorkflowExecutionStatus.COMPLETED
    ):
        note = ORDER_ENDED
    else:
        return
    clear_exception(ClearException(exception_id=exception_id, actor=ACTOR, note=note))


def _pages(rows: Iterable[RowT]) -> Iterator[list[RowT]]:
    page: list[RowT] = []
    for row in rows:
        page.append(row)
        if len(page) == PAGE:
            yield page
            page = []
    if page:
        yield page
