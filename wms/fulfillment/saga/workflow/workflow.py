"""The saga that carries an order from reception to the carrier.

Temporal replays this: it reads no clock, no database and no setting, and imports only contracts,
steps and the standard library.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from temporalio import workflow
from temporalio.exceptions import FailureError

from wms.fulfillment.saga.contracts.cancellations import NewCancellation
from wms.fulfillment.saga.contracts.orders import FulfillOrder, Outcome, SagaStatus
from wms.fulfillment.saga.contracts.states import Stage
from wms.fulfillment.saga.workflow import cancellation
from wms.fulfillment.saga.workflow.endings import GoOnAnew, OrderCompleted
from wms.fulfillment.saga.workflow.reversible import Undoing
from wms.fulfillment.saga.workflow.run import OrderRun
from wms.fulfillment.saga.workflow.run_state import go_on_from, state_of
from wms.fulfillment.saga.workflow.stages import accept, again, hold, pack, pick, ship, short, wave
from wms.fulfillment.saga.workflow.stages import reserve as asking
from wms.fulfillment.saga.workflow.stages.quantities import Quantities
from wms.fulfillment.saga.workflow.undos import Saga, to_the_end
from wms.kernel.actors import context_of
from wms.orders.contracts import Milestone, OrderStatus

# In the order in which they are taken; what is undone is undone the other way round.
REVERSIBLE = (
    asking.RESERVE,
    accept.VALIDATE,
    wave.QUEUE,
    pick.CLAIM,
    pick.WALK,
    pack.PACK,
    ship.SHIPMENT,
    ship.LABEL,
)
UNDOINGS: Mapping[str, Undoing] = {each.name: each.undo for each in REVERSIBLE}


@workflow.defn
class OrderFulfillmentWorkflow:
    """One run per order, which ``workflow_id_for`` names."""

    @workflow.init
    def __init__(self, order: FulfillOrder) -> None:
        self._run = OrderRun(order)
        if order.state is not None:
            go_on_from(self._run, order.state)

    @workflow.run
    async def run(self, order: FulfillOrder) -> Outcome:
        """Fulfil the order, or undo everything that was done for it."""
        run = self._run
        if order.state is not None and order.state.decided_by:
            run.decider = context_of(order.state.decided_by)
        try:
            await run.notices.resume()
            async with Saga(run, UNDOINGS):
                run.outcome = await self._fulfil()
        except OrderCompleted:
            run.outcome = Outcome.FINISHED_BEFORE
        except FailureError:
            run.outcome = _outcome_of(run.status)
        except asyncio.CancelledError:
            run.outcome = _outcome_of(run.status)
            raise
        except GoOnAnew:
            run.goes_on_anew = True
            await workflow.wait_condition(workflow.all_handlers_finished)
            run.show()
            workflow.continue_as_new(replace(order, state=state_of(run)))
        finally:
            if run.outcome is not None:
                run.show()
                await workflow.wait_condition(workflow.all_handlers_finished)
                await run.notices.settled()
        return run.outcome

    async def _fulfil(self) -> Outcome:
        run = self._run
        if run.order.attempt > 1 and run.order.state is None:
            await again.look(run)
        run.stop_if_over()
        if run.stage <= Stage.VALIDATE:
            # A consumer may have reserved before the first step.
            asking.RESERVE.register(run)
            await accept.VALIDATE.take(run)
            if run.status.is_finished:
                return Outcome.FINISHED_BEFORE
            run.enter(Stage.RESERVE)
        if run.stage <= Stage.RESERVE:
            await accept.reserve(run)
            run.enter(Stage.WAVE)
        if run.stage <= Stage.WAVE:
            queued = await wave.QUEUE.take(run)
            pick.register_undos(run)
            await wave.wait_for_release(run, queued)
            run.enter(Stage.PICK)
        if run.stage <= Stage.PICK:
            await pick.CLAIM.take(run)
            await pick.wait_for_picks(run, await pick.WALK.take(run))
            await pick.book(run)
            run.enter(Stage.REST)
        if run.stage <= Stage.REST:
            await short.settle(run)
            picked = Quantities(run.lines, run.picked).picked()
            await run.settle_short(run.record(Milestone.PICKED, lines=picked))
            run.enter(Stage.PACK)
        if run.stage <= Stage.PACK:
            await pack.pack(run)
            await run.record(Milestone.PACKED, lines=Quantities(run.lines, run.picked).packed())
            run.enter(Stage.SHIP)
        if run.stage <= Stage.SHIP:
            run.tracking_numbers = await ship.ship(run)
            run.pass_point_of_no_return()
        await to_the_end(ship.close(run, Quantities(run.lines, run.picked)))
        return _outcome_of(run.status)

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
    async def cancel(self, request: NewCancellation) -> OrderStatus:
        """Cancel the order and undo everything, unless it comes too late."""
        return await cancellation.cancel(self._run, request.reason)

    @cancel.validator
    def refuse_what_is_known(self, request: NewCancellation) -> None:  # noqa: ARG002 - as the handler
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
    async def cancellation_requested(self, request: NewCancellation) -> None:
        """Somebody wanted to cancel the order while the saga was away."""
        await cancellation.cancel_as_requested(self._run, request.reason)

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
    match status:
        case OrderStatus.COMPLETED:
            return Outcome.COMPLETED
        case OrderStatus.REJECTED:
            return Outcome.REJECTED
        case _:
            return Outcome.CANCELLED
