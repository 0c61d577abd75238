"""Allocation of reserved stock, also when the reservation was withdrawn meanwhile."""

from temporalio import workflow
from temporalio.exceptions import ApplicationError, FailureError

from wms.fulfillment.saga.steps import Steps
from wms.fulfillment.saga.workflow.calls import refusal_of
from wms.fulfillment.saga.workflow.run import OrderRun, refusal
from wms.fulfillment.saga.workflow.waits import Wait
from wms.inventory.contracts import AllocateStock, ReservationStatus

STOCK_SHORT = "stock_short"
WAITS_WHEN_WITHDRAWN = "waits-when-stock-was-withdrawn"


def stock_short() -> ApplicationError:
    """Return the refusal of an order for which no stock came in time."""
    return refusal(STOCK_SHORT, "there is not enough stock")


def reservation_released() -> ApplicationError:
    """Return the refusal of an order whose reservation somebody released."""
    return refusal("reservation_released", "the reservation was given back")


async def claim(run: OrderRun) -> None:
    """Turn the reservation into allocations; a withdrawn one is waited for once more.

    Goods that were damaged or lost take reservations with them. The order keeps its place in the
    wave while it waits, and a person knows of it.

    Raises:
        FailureError: no stock came in time, or the reservation was given back.
    """
    if await is_claimed(run):
        return
    if not run.order.limits.backorder or not workflow.patched(WAITS_WHEN_WITHDRAWN):
        raise stock_short()
    message = "the stock reserved for the order was damaged, lost or blocked; it waits for more"
    async with (
        run.notices.raised("stock_withdrawn", message),
        Wait(run, "stock_reserved", run.order.limits.backorder) as wait,
    ):
        while not await _is_claimed_again(run):
            if wait.is_late:
                raise stock_short()
            await wait.news()


async def is_claimed(run: OrderRun) -> bool:
    """Try to claim; return whether the stock was there.

    Raises:
        FailureError: the claim was refused for another reason, or the order is being cancelled.
    """
    command = AllocateStock(order_id=run.order.order_id, round_no=run.round.round_no)
    try:
        await run.step(Steps.allocate_stock, command)
    except FailureError as error:
        if refusal_of(error) != STOCK_SHORT:
            raise
        return False
    return True


async def _is_claimed_again(run: OrderRun) -> bool:
    status = await run.read(Steps.read_reservation)
    if status is ReservationStatus.RELEASED:
        raise reservation_released()
    return status is ReservationStatus.ACTIVE and await is_claimed(run)
