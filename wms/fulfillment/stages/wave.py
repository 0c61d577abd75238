"""From promised stock to a wave that is on the floor."""

from temporalio import workflow

from wms.fulfillment.run import OrderRun
from wms.fulfillment.saga import Saga
from wms.fulfillment.steps import Steps
from wms.fulfillment.waits import Wait
from wms.orders.contracts import Milestone, UnassignWave
from wms.waving.contracts import QueuedOrder, QueueOrder, WaveStatus, WithdrawOrder

LEAVES_WAVE = "leaves-a-wave"
RELEASED = frozenset({WaveStatus.RELEASED, WaveStatus.IN_PROGRESS, WaveStatus.COMPLETED})


async def queue(run: OrderRun, saga: Saga) -> QueuedOrder:
    """Make the order plannable; return where it stands."""
    order_id, round_no = run.order.order_id, run.round.round_no

    async def withdraw(why: str) -> None:
        command = WithdrawOrder(order_id=order_id, reason=why, round_no=round_no)
        await run.undo(Steps.withdraw_order, command)

    saga.before_step(withdraw)
    return await run.step(Steps.queue_order, QueueOrder(order_id=order_id, round_no=round_no))


async def wait_for_release(run: OrderRun, queued: QueuedOrder) -> None:
    """Wait until the wave of the order is released; past the limit a person is told."""
    async with Wait(run, "wave", run.order.limits.wave, overdue="wave_overdue") as wait:
        await _note_wave(run, queued)
        while queued.wave_status not in RELEASED:
            await wait.news()
            queued = await run.read(Steps.read_queue)
            await _note_wave(run, queued)


async def _note_wave(run: OrderRun, queued: QueuedOrder) -> None:
    run.cutoff_at = queued.cutoff_at
    if queued.wave_id == run.wave_id:
        return
    if queued.wave_id is not None:
        run.wave_id, run.assignment_no = queued.wave_id, queued.assignment_no
        await run.record(Milestone.WAVE_ASSIGNED)
    elif workflow.patched(LEAVES_WAVE):
        run.wave_id = None
        command = UnassignWave(order_id=run.order.order_id, assignment_no=queued.assignment_no)
        run.status = await run.step(Steps.unassign_wave, command)
        run.recorded.discard(Milestone.WAVE_ASSIGNED)
