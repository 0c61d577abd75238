"""Start the saga of an order again that ended before the order did."""

import logging
from dataclasses import dataclass

from django.db.models import Max
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.exceptions import WorkflowAlreadyStartedError

from wms.fulfillment.exceptions.commands.clear_exception import clear_exception
from wms.fulfillment.exceptions.contracts.exceptions import ClearException
from wms.fulfillment.exceptions.models import OperationalException
from wms.fulfillment.exceptions.rules.kinds import RUN_ENDED, SAGA_KINDS
from wms.fulfillment.saga.contracts.restarts import (
    RestartedFulfillment,
    RestartFulfillment,
    RunGoesOn,
)
from wms.fulfillment.saga.models import Restart
from wms.fulfillment.saga.runs.dead_runs import last_run_of
from wms.fulfillment.saga.runs.intake import order_to_fulfil
from wms.fulfillment.saga.runs.start import start_again
from wms.kernel.actors import Actor
from wms.kernel.ids import ClientId, OrderId
from wms.kernel.text import Text
from wms.orders import facade as orders
from wms.orders.contracts import Order, OrderFinished, OrderStatus
from wms.platform.commands import command, remote_command
from wms.platform.temporal.bridge import bridge

PATIENCE_SECONDS = 2.0
logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class NewAttempt:
    """That a saga is started again, by whom and why."""

    order_id: OrderId
    client_id: ClientId
    actor: Actor
    note: Text


@remote_command
def restart_fulfillment(request: RestartFulfillment) -> RestartedFulfillment:
    """Start the saga of an order again: it goes on from what is the case, or undoes the rest.

    The same run keeps its name and gets the next attempt. What the last one put before a person is
    cleared: the new one says itself what stands in its way. Temporal is called before the receipt
    is written; whoever repeats the call finds a saga that runs.

    Raises:
        OrderNotFound: the client has no such order.
        OrderFinished: the order has left, or was undone to the end.
        RunGoesOn: its saga runs.
        TemporalUnavailable: the server did not answer in time; ask again.
    """
    order = orders.get_order(order_id=request.order_id, client_id=request.client_id)
    _refuse_what_goes_on(order)
    attempt = _note_attempt(
        NewAttempt(
            order_id=order.order_id,
            client_id=order.client_id,
            actor=request.actor,
            note=request.note,
        )
    )
    work = order_to_fulfil(order, attempt=attempt)
    is_wanted_no_more = order.status is OrderStatus.CANCELLING

    async def again(client: Client) -> None:
        await start_again(client, work, cancels=order.reason if is_wanted_no_more else None)

    try:
        bridge.call(again, patience=PATIENCE_SECONDS)
    except WorkflowAlreadyStartedError as error:
        raise RunGoesOn(f"somebody else started {order.number} again") from error
    _clear_exceptions_before(request, order, attempt)
    logger.info("%s is fulfilled again, attempt %s, by %s", order.number, attempt, request.actor)
    return RestartedFulfillment(order_id=order.order_id, attempt=attempt, status=order.status)


def _refuse_what_goes_on(order: Order) -> None:
    run = bridge.call(lambda client: last_run_of(client, order.order_id), patience=PATIENCE_SECONDS)
    status = None if run is None else run[1]
    if order.status is OrderStatus.COMPLETED:
        raise OrderFinished(f"{order.number} is {order.status}")
    if order.status.is_finished and status in {None, WorkflowExecutionStatus.COMPLETED}:
        raise OrderFinished(f"{order.number} is {order.status}")
    if status is WorkflowExecutionStatus.RUNNING:
        raise RunGoesOn(f"the saga of {order.number} runs")


@command
def _note_attempt(request: NewAttempt) -> int:
    """Number an attempt and keep it; the constraint refuses the same number twice."""
    known = Restart.objects.filter(order_id=request.order_id)
    attempt: int = (known.aggregate(last=Max("attempt"))["last"] or 1) + 1
    Restart.objects.create(
        order_id=request.order_id,
        client_id=request.client_id,
        attempt=attempt,
        actor=request.actor,
        note=request.note,
    )
    return attempt


def _clear_exceptions_before(request: RestartFulfillment, order: Order, attempt: int) -> None:
    rows = OperationalException.objects.open().filter(
        order_id=order.order_id, kind__in=SAGA_KINDS | {RUN_ENDED}
    )
    # What the new run has raised meanwhile bears its attempt, and is not of those before.
    listed = rows.values_list("exception_id", "raised_at")
    started = Restart.objects.get(order_id=order.order_id, attempt=attempt).restarted_at
    for exception_id, raised_at in list(listed):
        if raised_at < started:
            clear_exception(
                ClearException(
                    exception_id=exception_id,
                    actor=request.actor,
                    note=f"started again as attempt {attempt}. {request.note}".strip(),
                )
            )
