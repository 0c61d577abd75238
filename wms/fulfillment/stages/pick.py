"""From a released wave to goods in staging."""

from wms.fulfillment.contracts import GOODS_IN_STAGING, OrderRound
from wms.fulfillment.run import OrderRun, refusal
from wms.fulfillment.saga import Saga
from wms.fulfillment.stages.shortage import claim
from wms.fulfillment.steps import Steps
from wms.fulfillment.waits import Wait
from wms.inventory.contracts import DeallocateStock
from wms.orders.contracts import Milestone
from wms.picking.contracts import CancelPickTask, PickTaskStatus


def register_undos(run: OrderRun, saga: Saga) -> None:
    """Register what takes the work of the round back.

    Consumers act on the release of a wave before the saga knows of it.
    """
    this = run.round

    async def deallocate(why: str) -> None:
        command = DeallocateStock(
            order_id=this.order_id,
            client_id=this.client_id,
            warehouse_id=this.warehouse_id,
            reason=why,
            round_no=this.round_no,
        )
        await run.undo(Steps.deallocate_stock, command)

    async def cancel(why: str) -> None:
        units = await run.undo(Steps.cancel_pick_task, cancellation(this, why, force=True))
        if units:
            await run.undo(Steps.book_picks, this)
            units += run.units_before(this)
            await run.tell(GOODS_IN_STAGING, f"{units} units to put back: {why}")

    saga.before_step(deallocate)
    saga.before_step(cancel)


def cancellation(this: OrderRound, reason: str, *, force: bool) -> CancelPickTask:
    """Return the command that cancels the walk of a round."""
    return CancelPickTask(
        order_id=this.order_id,
        client_id=this.client_id,
        warehouse_id=this.warehouse_id,
        reason=reason,
        round_no=this.round_no,
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


async def book(run: OrderRun) -> None:
    """Move what was found in the round to staging; lines without any are left out."""
    found = await run.step(Steps.book_picks, run.round)
    picked = tuple(line for line in found if line.quantity)
    if picked:
        run.staged[run.round] = picked
