"""From an order that came in to one whose stock is reserved."""

from wms.fulfillment.saga.contracts.orders import AssessOrder
from wms.fulfillment.saga.steps import Steps
from wms.fulfillment.saga.workflow.reversible import Reversible
from wms.fulfillment.saga.workflow.run import OrderRun, refusal
from wms.fulfillment.saga.workflow.stages.part import go_on_with
from wms.fulfillment.saga.workflow.stages.reserve import RESERVE
from wms.fulfillment.saga.workflow.stages.shortage import reservation_released, stock_short
from wms.fulfillment.saga.workflow.waits import Wait
from wms.inventory.contracts import ReservationStatus
from wms.orders.contracts import CancelOrder, Milestone, OrderStatus, RecordValidation


async def _close(run: OrderRun, _round_no: int, why: str) -> None:
    """Close the order as cancelled, unless it has ended before."""
    if not run.status.is_finished:
        command = CancelOrder(order_id=run.order.order_id, reason=why)
        run.status = await run.undo(Steps.cancel_order, command)


async def _validate(run: OrderRun) -> None:
    """Ask the siblings about the order; with anything against it, it is rejected.

    An order that was finished long ago is left alone: ``run.status`` says so.

    Raises:
        ApplicationError: the order is rejected.
    """
    order = run.order
    question = AssessOrder(
        order_id=order.order_id,
        client_id=order.client_id,
        country=order.country,
        skus=tuple(sorted({line.sku for line in order.lines})),
    )
    found = await run.step(Steps.assess_order, question)
    run.status = found.status
    if found.status.is_finished:
        return
    verdict = RecordValidation(order_id=order.order_id, reasons=found.reasons)
    status = await run.step(Steps.record_validation, verdict)
    if found.reasons and status is not OrderStatus.CANCELLED:
        run.status = status
        raise refusal("rejected", "; ".join(found.reasons))
    run.note(status)


VALIDATE = Reversible(name="close_order", do=_validate, undo=_close)


async def reserve(run: OrderRun) -> None:
    """Reserve the order's stock, or by policy a part; wait if there is not enough.

    Raises:
        FailureError: no stock came in time, or the reservation was given back.
    """
    order = run.order
    status = await RESERVE.take(run, order.lines)
    if status is ReservationStatus.WAITING:
        status = await _wait_for_stock(run)
    if status is ReservationStatus.RELEASED:
        raise reservation_released()
    # What is picked and booked was split before, by another run.
    if order.shipping_policy.accepts_partial and status is not ReservationStatus.CONSUMED:
        await go_on_with(run, await run.read(Steps.read_promise))
    await run.record(Milestone.RESERVED)


async def _wait_for_stock(run: OrderRun) -> ReservationStatus:
    limit = run.order.limits.backorder
    if not limit:
        raise stock_short()
    # Recorded before the state is read: an event of stock that comes now finds the order
    # backordered and signals, one that came before has changed what is read.
    await run.record(Milestone.BACKORDERED)
    status = await run.read(Steps.read_reservation)
    async with Wait(run, "stock_reserved", limit) as wait:
        while status is ReservationStatus.WAITING:
            if wait.is_late:
                raise stock_short()
            await wait.news()
            status = await run.read(Steps.read_reservation)
    return status
