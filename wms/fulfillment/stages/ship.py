"""From sealed cartons to goods that have left."""

from wms.fulfillment.run import NAME, OrderRun
from wms.fulfillment.saga import Saga
from wms.fulfillment.stages.quantities import Quantities
from wms.fulfillment.steps import Steps
from wms.fulfillment.waits import Wait
from wms.inventory.contracts import BookShipment
from wms.orders.contracts import Milestone, RecordProgress
from wms.shipping.contracts import CancelShipment, ShipmentStatus


async def ship(run: OrderRun, saga: Saga) -> tuple[str, ...]:
    """Label the cartons and wait until the carrier has them; return their tracking numbers.

    A carrier that is away undoes nothing: it is asked again, and a person is told.

    Raises:
        FailureError: the shipment was refused for good.
    """
    order = run.order

    async def cancel(why: str) -> None:
        command = CancelShipment(
            order_id=order.order_id,
            client_id=order.client_id,
            warehouse_id=order.warehouse_id,
            reason=why,
            round_no=run.round.round_no,
        )
        await run.undo(Steps.cancel_shipment, command)

    async def void(_why: str) -> None:
        await run.undo(Steps.void_label, run.round)

    saga.before_step(cancel)
    await run.step(Steps.create_shipment, run.round)
    saga.before_step(void)
    labelled = await run.despite_outages(Steps.buy_label, run.round, kind="carrier_unavailable")
    status = labelled.status
    async with Wait(run, "shipping", order.limits.floor, overdue="ship_overdue") as wait:
        while status is not ShipmentStatus.SHIPPED:
            await wait.news()
            status = await run.read(Steps.read_shipment)
    return labelled.tracking_numbers


async def close(run: OrderRun, quantities: Quantities, tracking_numbers: tuple[str, ...]) -> None:
    """Book that the goods are gone, and complete the order; a refusal only delays it."""
    order_id = run.order.order_id
    for each in run.staged:
        booking = BookShipment(order_id=order_id, actor=NAME, round_no=each.round_no)
        await run.surely(Steps.book_shipment, booking, kind="shipment_not_booked")
    shipped = RecordProgress(
        order_id=order_id,
        milestone=Milestone.SHIPPED,
        lines=quantities.shipped(),
        tracking_numbers=tracking_numbers,
    )
    completed = RecordProgress(order_id=order_id, milestone=Milestone.COMPLETED)
    for progress in (shipped, completed):
        run.status = await run.surely(Steps.record_progress, progress, kind="shipment_not_recorded")
