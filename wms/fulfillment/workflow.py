"""The saga that carries an order from reception to the carrier.

Temporal replays this: it reads no clock, no database and no setting, and imports only contracts,
steps and the standard library.
"""

import asyncio

from temporalio import workflow
from temporalio.exceptions import FailureError

from wms.fulfillment import cancellation
from wms.fulfillment.contracts import FulfillOrder, NewCancellation, Outcome, SagaStatus
from wms.fulfillment.run import OrderRun
from wms.fulfillment.saga import Saga, to_the_end
from wms.fulfillment.stages import accept, hold, pack, pick, ship, short, wave
from wms.fulfillment.stages.quantities import Quantities
from wms.orders.contracts import Milestone, OrderStatus


@workflow.defn
class OrderFulfillmentWorkflow:
    """One run per order, which ``workflow_id_for`` names."""

    @workflow.init
    def __init__(self, order: FulfillOrder) -> None:
        self._run = OrderRun(order)

    @workflow.run
    async def run(self, _order: FulfillOrder) -> Outcome:
        """Fulfil the order, or undo everything that was done for it."""
        run = self._run
        try:
            async with Saga(run.reason_of, lambda: run.canceller) as saga:
                run.outcome = await self._fulfil(saga)
        except FailureError:
            run.outcome = _outcome_of(run.status)
        except asyncio.CancelledError:
            run.outcome = _outcome_of(run.status)
            raise
        finally:
            if run.outcome is not None:
                run.show()
                await workflow.wait_condition(workflow.all_handlers_finished)
        return run.outcome

    async def _fulfil(self, saga: Saga) -> Outcome:
        run = self._run
        accept.register_undos(run, saga)
        await accept.validate(run)
        if run.status.is_finished:
            return Outcome.FINISHED_BEFORE
        await accept.reserve(run)
        queued = await wave.queue(run, saga)
        pick.register_undos(run, saga)
        await wave.wait_for_release(run, queued)
        await pick.wait_for_picks(run, await pick.allocate(run))
        await pick.book(run)
        await short.settle(run, saga)
        quantities = Quantities(run.lines, run.picked)
        await run.record(Milestone.PICKED, lines=quantities.picked())
        await pack.pack(run, saga)
        await run.record(Milestone.PACKED, lines=quantities.packed())
        tracking_numbers = await ship.ship(run, saga)
        saga.pass_point_of_no_return()
        await to_the_end(ship.close(run, quantities, tracking_numbers))
        return Outcome.COMPLETED

    @workflow.query
    def status(self) -> SagaStatus:
        """How far the order is, and what it waits for."""
        run = self._run
        return SagaStatus(
            status=run.status, waits_for=run.waits_for, wave_id=run.wave_id, reason=run.reason
        )

    @workflow.query
    def steps(self) -> tuple[str, ...]:
        """Every step taken, undos included, in order."""
        return tuple(self._run.taken)

    @workflow.update
    async def cancel(self, wish: NewCancellation) -> OrderStatus:
        """Cancel the order and undo everything, unless it comes too late."""
        return await cancellation.cancel(self._run, wish.reason)

    @cancel.validator
    def refuse_what_is_known(self, wish: NewCancellation) -> None:  # noqa: ARG002 - as the handler
        """Refuse before anything is written what the saga knows to be too late."""
        cancellation.refuse_what_is_known(self._run)

    @workflow.update
    async def ship_short(self) -> OrderStatus:
        """Let an order that is held go without what was not found of it."""
        return await hold.ship_short(self._run)

    @ship_short.validator
    def refuse_unless_held(self) -> None:
        """Refuse before anything is written."""
        hold.refuse_unless_held(self._run)

    @workflow.signal
    async def cancellation_requested(self, wish: NewCancellation) -> None:
        """Somebody wanted to cancel the order while the saga was away."""
        await cancellation.cancel_as_requested(self._run, wish.reason)

    @workflow.signal
    def stock_reserved(self) -> None:
        """Stock came in for the order."""
        self._run.news["stock_reserved"] += 1

    @workflow.signal
    def wave_assigned(self) -> None:
        """The order is in a wave."""
        self._run.news["wave"] += 1

    @workflow.signal
    def wave_unassigned(self) -> None:
        """The order left its wave."""
        self._run.news["wave"] += 1

    @workflow.signal
    def wave_released(self) -> None:
        """The wave of the order is on the floor."""
        self._run.news["wave"] += 1

    @workflow.signal
    def picking_started(self) -> None:
        """Somebody walks for the order."""
        self._run.news["picking"] += 1

    @workflow.signal
    def pick_completed(self) -> None:
        """The walk for the order is done."""
        self._run.news["picking"] += 1

    @workflow.signal
    def pack_completed(self) -> None:
        """The order is in its cartons."""
        self._run.news["packing"] += 1

    @workflow.signal
    def shipment_shipped(self) -> None:
        """The carrier has the order."""
        self._run.news["shipping"] += 1


def _outcome_of(status: OrderStatus) -> Outcome:
    return Outcome.REJECTED if status is OrderStatus.REJECTED else Outcome.CANCELLED
