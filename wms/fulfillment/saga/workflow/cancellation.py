"""Cancel an order whose saga goes on."""

from temporalio import workflow
from temporalio.exceptions import FailureError

from wms.fulfillment.saga.steps import Steps
from wms.fulfillment.saga.workflow.attempts import STEP_BLOCKED
from wms.fulfillment.saga.workflow.calls import refusal_of
from wms.fulfillment.saga.workflow.phases import Phase, Walk
from wms.fulfillment.saga.workflow.run import OrderRun, refusal
from wms.fulfillment.saga.workflow.stages.pick import cancellation
from wms.orders.contracts import OrderStatus, RefuseCancellation


def refuse_what_is_known(run: OrderRun) -> None:
    """Refuse a cancellation that can no longer succeed, without asking anybody.

    Raises:
        ApplicationError: ``order_finished`` or ``too_late``.
    """
    if run.outcome is not None:
        raise refusal("order_finished", "the order is finished")
    is_walked = run.walk is not Walk.ASKED or run.ships_short
    if is_walked and run.phase is not Phase.CANCELLING:
        raise refusal("too_late", "goods of the order are off the shelf")


async def cancel(run: OrderRun, reason: str) -> OrderStatus:
    """Cancel the order and wait until everything is undone; return how it stands then.

    The row of the pick task decides the race with the picker: whoever locks it first wins.

    Raises:
        ApplicationError: ``order_finished`` or ``too_late``.
    """
    refuse_what_is_known(run)
    if run.phase is not Phase.CANCELLING:
        try:
            await run.ask(Steps.cancel_pick_task, cancellation(run.round, reason, force=False))
        except FailureError as error:
            if refusal_of(error) is None:
                raise
            raise refusal("too_late", "goods of the order are off the shelf") from error
        if run.ships_short:
            raise refusal("too_late", "the order is shipped without the rest")
    if run.phase is not Phase.CANCELLING:
        run.accept_cancellation(reason)
    await workflow.wait_condition(lambda: run.outcome is not None or run.goes_on_anew)
    return run.status


async def cancel_as_requested(run: OrderRun, reason: str) -> None:
    """Do what was asked while the saga was away; if it comes too late, say so in orders."""
    try:
        await cancel(run, reason)
    except FailureError as error:
        if refusal_of(error) is None:
            raise
        answer = RefuseCancellation(order_id=run.order.order_id, reason=str(refusal_of(error)))
        run.note_beside(await run.call(Steps.refuse_cancellation, answer, kind=STEP_BLOCKED))
