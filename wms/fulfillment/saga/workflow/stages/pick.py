"""From a released wave to goods in staging."""

from dataclasses import replace

from wms.fulfillment.exceptions.contracts.exceptions import GOODS_IN_STAGING
from wms.fulfillment.saga.contracts.orders import OrderRound
from wms.fulfillment.saga.steps import Steps
from wms.fulfillment.saga.workflow.phases import Walk
from wms.fulfillment.saga.workflow.reversible import Reversible
from wms.fulfillment.saga.workflow.run import OrderRun, refusal
from wms.fulfillment.saga.workflow.stages.shortage import claim
from wms.fulfillment.saga.workflow.waits import Wait
from wms.inventory.contracts import DeallocateStock
from wms.orders.contracts import Milestone
from wms.picking.contracts import CancelPickTask, PickTaskStatus


async def _deallocate(run: OrderRun, round_no: int, why: str) -> None:
    """Give the claims of a round back."""
    command = DeallocateStock(
        order_id=run.order.order_id,
        client_id=run.order.client_id,
        warehouse_id=run.order.warehouse_id,
        reason=why,
        round_no=round_no,
    )
    await run.undo(Steps.deallocate_stock, command)


async def _cancel(run: OrderRun, round_no: int, why: str) -> None:
    """Cancel the walk of a round; what is off the shelf is booked, and is an exception."""
    this = replace(run.round, round_no=round_no)
    units = await run.undo(Steps.cancel_pick_task, cancellation(this, why, force=True))
    if units:
        await run.undo(Steps.book_picks, this)
        units += run.units_before(this)
        await run.notices.show(
            GOODS_IN_STAGING, f"{units} units to put back: {why}", waits=False, stays=True
        )


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


async def _open(run: OrderRun) -> PickTaskStatus:
    """Give the claims to pickers; return how far the walk is."""
    return await run.step(Steps.open_pick_task, run.round)


CLAIM = Reversible(name="deallocate_stock", do=claim, undo=_deallocate)
WALK = Reversible(name="cancel_pick_task", do=_open, undo=_cancel)


def register_undos(run: OrderRun) -> None:
    """Register what takes the work of the round back.

    Consumers act on the release of a wave before the saga knows of it.
    """
    CLAIM.register(run)
    WALK.register(run)


async def wait_for_picks(run: OrderRun, status: PickTaskStatus) -> None:
    """Wait until the walk is done; past the limit an exception is raised.

    Raises:
        FailureError: the walk was cancelled.
    """
    has_started = False
    async with Wait(run, "picking", run.order.limits.floor, overdue="pick_overdue") as wait:
        while status is not PickTaskStatus.COMPLETED:
            if status is PickTaskStatus.CANCELLED:
                run.stop_if_over()
                raise refusal("pick_round_closed", "the walk was cancelled")
            if status is PickTaskStatus.IN_PROGRESS and not has_started:
                has_started = True
                await run.record(Milestone.PICKING_STARTED)
            await wait.news()
            status = await run.read(Steps.read_pick_task)
    run.walk = Walk.WALKED


async def book(run: OrderRun) -> None:
    """Move what was found in the round to staging; lines without any are left out."""
    found = await run.step(Steps.book_picks, run.round)
    picked = tuple(line for line in found if line.quantity)
    if picked:
        run.staged[run.round] = picked
    run.walk = Walk.BOOKED
