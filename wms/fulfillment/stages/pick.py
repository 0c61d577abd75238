"""From a released wave to goods in staging."""

from wms.fulfillment.contracts import GOODS_IN_STAGING, PickedUnits
from wms.fulfillment.run import OrderRun, refusal
from wms.fulfillment.saga import Saga
from wms.fulfillment.stages.part import go_on_with
from wms.fulfillment.stages.quantities import what_was_found
from wms.fulfillment.stages.shortage import claim
from wms.fulfillment.steps import Steps
from wms.fulfillment.waits import Wait
from wms.inventory.contracts import DeallocateStock
from wms.orders.contracts import Milestone, ShippingPolicy
from wms.picking.contracts import CancelPickTask, PickTaskStatus


def register_undos(run: OrderRun, saga: Saga) -> None:
    """Register what takes the work back: consumers act on a release before the saga knows of it."""

    async def deallocate(why: str) -> None:
        command = DeallocateStock(
            order_id=run.order.order_id,
            client_id=run.order.client_id,
            warehouse_id=run.order.warehouse_id,
            reason=why,
            round_no=run.round.round_no,
        )
        await run.undo(Steps.deallocate_stock, command)

    async def cancel(why: str) -> None:
        units = await run.undo(Steps.cancel_pick_task, cancellation(run, why, force=True))
        if units:
            await run.undo(Steps.book_picks, run.round)
            await run.tell(GOODS_IN_STAGING, f"{units} units to put back: {why}")

    saga.before_step(deallocate)
    saga.before_step(cancel)


def cancellation(run: OrderRun, reason: str, *, force: bool) -> CancelPickTask:
    """Return the command that cancels the walk for the order."""
    return CancelPickTask(
        order_id=run.order.order_id,
        client_id=run.order.client_id,
        warehouse_id=run.order.warehouse_id,
        reason=reason,
        round_no=run.round.round_no,
        force=force,
    )


async def allocate(run: OrderRun) -> PickTaskStatus:
    """Turn the promise into work; return how far the work is.

    Raises:
        FailureError: the promised stock was withdrawn, and none came in time.
    """
    await claim(run)
    return await run.step(Steps.open_pick_task, run.round)


async def wait_for_picks(run: OrderRun, status: PickTaskStatus) -> None:
    """Wait until the walk is done; past the limit a person is told.

    Raises:
        FailureError: the walk was cancelled.
    """
    has_started = False
    async with Wait(run, "picking", run.order.limits.floor, overdue="pick_overdue") as wait:
        while status is not PickTaskStatus.COMPLETED:
            if status is PickTaskStatus.CANCELLED:
                run.stop_if_cancelling()
                raise refusal("pick_round_closed", "the walk was cancelled")
            if status is PickTaskStatus.IN_PROGRESS and not has_started:
                has_started = True
                await run.record(Milestone.PICKING_STARTED)
            await wait.news()
            status = await run.read(Steps.read_pick_task)
    run.is_picked = True


async def book(run: OrderRun) -> tuple[PickedUnits, ...]:
    """Move what was found to staging; lines of which nothing was found are left out.

    What was not found of an order that leaves its rest to a child is the child's.

    Raises:
        ApplicationError: nothing at all was found.
    """
    found = await run.step(Steps.book_picks, run.round)
    picked = tuple(line for line in found if line.quantity)
    if not picked:
        raise refusal("nothing_picked", "nothing of the order was found")
    if run.order.shipping_policy is ShippingPolicy.SHIP_PARTIAL_BACKORDER:
        await go_on_with(run, what_was_found(run.lines, picked))
    return picked
