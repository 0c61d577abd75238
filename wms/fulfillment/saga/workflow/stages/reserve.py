"""Asking for stock in a round, and its release."""

from wms.fulfillment.saga.steps import Steps
from wms.fulfillment.saga.workflow.reversible import Reversible
from wms.fulfillment.saga.workflow.run import OrderRun
from wms.inventory.contracts import ReleaseReservation, ReservationStatus, ReserveStock, StockLine


async def give_back(run: OrderRun, round_no: int, why: str) -> None:
    """Release what a round has reserved, now or later."""
    command = ReleaseReservation(
        order_id=run.order.order_id,
        client_id=run.order.client_id,
        warehouse_id=run.order.warehouse_id,
        reason=why,
        round_no=round_no,
    )
    await run.undo(Steps.release_reservation, command)


async def _ask_for(run: OrderRun, lines: tuple[StockLine, ...]) -> ReservationStatus:
    """Ask for units in this round; return whether they are reserved.

    Raises:
        FailureError: it was refused, or the order is being cancelled.
    """
    order = run.order
    command = ReserveStock(
        order_id=order.order_id,
        client_id=order.client_id,
        warehouse_id=order.warehouse_id,
        lines=lines,
        priority_rank=order.priority.rank,
        round_no=run.round.round_no,
        takes_part=order.shipping_policy.accepts_partial,
        order_number=order.number,
    )
    return await run.step(Steps.reserve_stock, command)


RESERVE = Reversible(name="release_reservation", do=_ask_for, undo=give_back)
