"""From reserved stock to a wave that is on the floor."""

from temporalio import workflow

from wms.fulfillment.saga.steps import Steps
from wms.fulfillment.saga.workflow.reversible import Reversible
from wms.fulfillment.saga.workflow.run import OrderRun
from wms.fulfillment.saga.workflow.waits import Wait
from wms.orders.contracts import Milestone, UnassignWave
from wms.waving.contracts import QueuedOrder, QueueOrder, WaveStatus, WithdrawOrder

LEAVES_WAVE = "leaves-a-wave"
RELEASED = frozenset({WaveStatus.RELEASED, WaveStatus.IN_PROGRESS, WaveStatus.COMPLETED})


async def _queue(run: OrderRun) -> QueuedOrder:
    """Make the order plannable; return where it stands."""
    question = QueueOrder(order_id=run.order.order_id, round_no=run.round.round_no)
    return await run.step(Steps.queue_order, question)


async def _withdraw(run: OrderRun, round_no: int, why: str) -> None:
    """Take the order out of its wave, and out of the queue."""
    command = WithdrawOrder(order_id=run.order.order_id, reason=why, round_no=round_no)
    await run.undo(Steps.withdraw_order, command)


QUEUE = Reversible(name="withdraw_order", do=_queue, undo=_withdraw)


async def wait_for_release(run: OrderRun, queued: QueuedOrder) -> None:
    """Wait until the wave of the order is released; past the limit an exception is raised."""
    async with Wait(run, "wave", run.order.limits.wave, overdue="wave_overdue") as wait:
        await _note_wave(run, queued)
        while queued.wave_status not in RELEASED:
            await wait.news()
            queued = await run.read(Steps.read_queue)
            await _note_wave(run, queued)


async def _note_wave(run: OrderRun, queued: QueuedOrder) -> None:
    run.cutoff_at = queued.cutoff_at
    if queued.wave_id == run.wave_id and run.is_wave_known:
        return
    run.is_wave_known = True
    if queued.wave_id is not None:
        run.wave_id, run.assignment_no = queued.wave_id, queued.assignment_no
        await run.record(Milestone.WAVE_ASSIGNED)
    elif workflow.patched(LEAVES_WAVE):
        run.wave_id = None
        command = UnassignWave(order_id=run.order.order_id, assignment_no=queued.assignment_no)
        run.note(await run.step(Steps.unassign_wave, command))
        run.recorded.discard(Milestone.WAVE_ASSIGNED)
