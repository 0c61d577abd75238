"""Going on with a part of what was ordered."""

from wms.fulfillment.saga.steps import Steps
from wms.fulfillment.saga.workflow.run import OrderRun
from wms.inventory.contracts import StockLine
from wms.orders.contracts import KeptUnits, SplitOrder


async def go_on_with(run: OrderRun, lines: tuple[StockLine, ...]) -> None:
    """Let the order go on with these units; its policy says what becomes of the rest.

    Raises:
        FailureError: the order cannot be split so, or is being cancelled.
    """
    if _units(lines) == _units(run.lines):
        return
    kept = tuple(KeptUnits(line_no=no, quantity=units) for no, units in _units(lines).items())
    command = SplitOrder(order_id=run.order.order_id, lines=kept)
    run.note(await run.step(Steps.split_order, command))
    run.lines = lines


def _units(lines: tuple[StockLine, ...]) -> dict[int, int]:
    return {line.line_no: line.quantity for line in lines}
