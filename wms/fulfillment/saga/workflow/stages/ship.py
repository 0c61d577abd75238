"""From sealed cartons to goods that have left."""

from dataclasses import replace

from wms.fulfillment.actors import ACTOR
from wms.fulfillment.saga.contracts.orders import LabelledShipment
from wms.fulfillment.saga.steps import Steps
from wms.fulfillment.saga.workflow.reversible import Reversible
from wms.fulfillment.saga.workflow.run import OrderRun
from wms.fulfillment.saga.workflow.stages.quantities import Quantities
from wms.fulfillment.saga.workflow.waits import Wait
from wms.inventory.contracts import BookShipment
from wms.orders.contracts import Milestone, RecordProgress
from wms.shipping.contracts import CancelShipment, ShipmentStatus


async def _create(run: OrderRun) -> None:
    """Make the shipment of the cartons."""
    await run.step(Steps.create_shipment, run.round)


async def _label(run: OrderRun) -> LabelledShipment:
    """Buy a label for each carton; a carrier that is away is asked again."""
    return await run.call(Steps.buy_label, run.round, kind="carrier_unavailable")


async def _cancel(run: OrderRun, round_no: int, why: str) -> None:
    """Cancel the shipment of a round, which leaves its manifest."""
    command = CancelShipment(
        order_id=run.order.order_id,
        client_id=run.order.client_id,
        warehouse_id=run.order.warehouse_id,
        reason=why,
        round_no=round_no,
    )
    await run.undo(Steps.cancel_shipment, command)


async def _void(run: OrderRun, round_no: int, _why: str) -> None:
    """Give the labels of a round back to the carrier."""
    await run.undo(Steps.void_label, replace(run.round, round_no=round_no))


SHIPMENT = Reversible(name="cancel_shipment", do=_create, undo=_cancel)
LABEL = Reversible(name="void_label", do=_label, undo=_void)


async def ship(run: OrderRun) -> tuple[str, ...]:
    """Label the cartons and wait until the carrier has them; return their tracking numbers.

    A carrier that is away undoes nothing: it is asked again, and an exception is raised.

    Raises:
        FailureError: the shipment was refused for good.
    """
    await SHIPMENT.take(run)
    labelled = await LABEL.take(run)
    status = labelled.status
    async with Wait(run, "shipping", run.order.limits.floor, overdue="ship_overdue") as wait:
        while status is not ShipmentStatus.SHIPPED:
            await wait.news()
            status = await run.read(Steps.read_shipment)
    return labelled.tracking_numbers


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
