"""From sealed cartons to goods that have left."""

from dataclasses import replace

from wms.fulfillment.actors import ACTOR
from wms.fulfillment.saga.steps import Steps
from wms.fulfillment.saga.workflow.run import OrderRun
from wms.fulfillment.saga.workflow.stages.quantities import Quantities
from wms.fulfillment.saga.workflow.waits import Wait
from wms.inventory.contracts import BookShipment
from wms.orders.contracts import Milestone, RecordProgress
from wms.shipping.contracts import CancelShipment, ShipmentStatus

CANCEL = "cancel_shipment"
VOID = "void_label"


async def ship(run: OrderRun) -> tuple[str, ...]:
    """Label the cartons and wait until the carrier has them; return their tracking numbers.

    A carrier that is away undoes nothing: it is asked again, and a person is told.

    Raises:
        FailureError: the shipment was refused for good.
    """
    run.before_step(CANCEL)
    await run.step(Steps.create_shipment, run.round)
    run.before_step(VOID)
    labelled = await run.despite_outages(Steps.buy_label, run.round, kind="carrier_unavailable")
    status = labelled.status
    async with Wait(run, "shipping", run.order.limits.floor, overdue="ship_overdue") as wait:
        while status is not ShipmentStatus.SHIPPED:
            await wait.news()
            status = await run.read(Steps.read_shipment)
    return labelled.tracking_numbers


async def cancel(run: OrderRun, round_no: int, why: str) -> None:
    """Cancel the shipment of a round, which leaves its manifest."""
    command = CancelShipment(
        order_id=run.order.order_id,
        client_id=run.order.client_id,
        warehouse_id=run.order.warehouse_id,
        reason=why,
        round_no=round_no,
    )
    await run.undo(Steps.cancel_shipment, command)


async def void(run: OrderRun, round_no: int, _why: str) -> None:
    """Give the labels of a round back to the carrier."""
    await run.undo(Steps.void_label, replace(run.round, round_no=round_no))


async def close(run: OrderRun, quantities: Quantities) -> None:
    """Book that the goods are gone, and complete the order; a refusal only delays it."""
    order_id = run.order.order_id
    for each in run.staged:
        booking = BookShipment(order_id=order_id, actor=ACTOR, round_no=each.round_no)
        await run.surely(Steps.book_shipment, booking, kind="shipment_not_booked")
    shipped = RecordProgress(
        order_id=order_id,
        milestone=Milestone.SHIPPED,
        lines=quantities.shipped(),
        tracking_numbers=run.tracking_numbers,
    )
    completed = RecordProgress(order_id=order_id, milestone=Milestone.COMPLETED)
    for progress in (shipped, completed):
        if run.status.is_finished:
            break
        run.status = await run.surely(Steps.record_progress, progress, kind="shipment_not_recorded")
