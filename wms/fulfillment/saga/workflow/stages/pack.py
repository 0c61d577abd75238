"""From goods in staging to sealed cartons."""

from wms.fulfillment.saga.steps import Steps
from wms.fulfillment.saga.workflow.reversible import Reversible
from wms.fulfillment.saga.workflow.run import OrderRun
from wms.fulfillment.saga.workflow.waits import Wait
from wms.packing.contracts import CancelPackTask, CreatePackTask, PackLine, PackTaskStatus


async def _create(run: OrderRun) -> PackTaskStatus:
    """Ask for what was picked to be packed; return how far that is."""
    order = run.order
    skus = {line.line_no: line.sku for line in run.lines}
    command = CreatePackTask(
        order_id=order.order_id,
        client_id=order.client_id,
        warehouse_id=order.warehouse_id,
        number=order.number,
        priority_rank=order.priority.rank,
        lines=tuple(
            PackLine(line_no=line.line_no, sku=skus[line.line_no], quantity=line.quantity)
            for line in run.picked
        ),
        round_no=run.round.round_no,
    )
    return await run.step(Steps.create_pack_task, command)


async def _cancel(run: OrderRun, round_no: int, why: str) -> None:
    """Cancel the work to pack what a round brought."""
    command = CancelPackTask(
        order_id=run.order.order_id,
        client_id=run.order.client_id,
        warehouse_id=run.order.warehouse_id,
        reason=why,
        round_no=round_no,
    )
    await run.undo(Steps.cancel_pack_task, command)


PACK = Reversible(name="cancel_pack_task", do=_create, undo=_cancel)


async def pack(run: OrderRun) -> None:
    """Have what was picked packed; past the limit an exception is raised.

    Raises:
        FailureError: the work was refused or cancelled.
    """
    status = await PACK.take(run)
    async with Wait(run, "packing", run.order.limits.floor, overdue="pack_overdue") as wait:
        while status is not PackTaskStatus.PACKED:
            await wait.news()
            status = await run.read(Steps.read_pack_task)
