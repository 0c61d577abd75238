"""Going on with an order whose last run was lost, from what is the case."""

from dataclasses import replace

from wms.fulfillment.saga.contracts.orders import FIRST_ROUND
from wms.fulfillment.saga.contracts.states import FoundWork, Stage, rounds_of
from wms.fulfillment.saga.steps import Steps
from wms.fulfillment.saga.workflow.endings import OrderCompleted
from wms.fulfillment.saga.workflow.phases import Walk
from wms.fulfillment.saga.workflow.run import OrderRun
from wms.fulfillment.saga.workflow.stages import accept, pack, pick, ship, wave
from wms.fulfillment.saga.workflow.stages.reserve import RESERVE
from wms.orders.contracts import OrderStatus


async def look(run: OrderRun) -> None:
    """Read what was done for the order, and go on with it at the stage it has come to.

    Steps that were taken before are taken again and change nothing; what was being undone refuses
    them, and all of it is undone then. An order that was closed meanwhile is undone, too.

    Raises:
        OrderCompleted: the order has left, and all of it is booked.
        ApplicationError: the order was cancelled or rejected; what is left of it is undone.
    """
    # Before anything is awaited: whoever cancels meanwhile finds something to undo.
    _register_all(run, run.round.round_no)
    run.taken.append(Steps.read_work.__name__)
    found = await run.ask(Steps.read_work, run.round)
    run.status = found.status
    # It may have left its wave while nobody looked.
    run.is_wave_known = found.status is not OrderStatus.WAVE_ASSIGNED
    if found.status is OrderStatus.COMPLETED:
        raise OrderCompleted
    if found.has_left:
        _take_over(run, found)
        run.tracking_numbers = found.tracking_numbers
        run.pass_point_of_no_return()
        return
    _register_all(run, found.round_no)
    is_off_the_floor = found.is_recorded_picked or found.status.is_finished
    if is_off_the_floor or found.round_no > FIRST_ROUND:
        _take_over(run, found)
    if is_off_the_floor and found.staged:
        # What is booked for the carrier, too: perhaps it was being given back.
        for each in (pack.PACK, ship.SHIPMENT, ship.LABEL):
            each.register(run)
    if found.status.is_finished:
        run.end()
        run.stop_if_over()
    if found.is_recorded_picked:
        run.walk = Walk.BOOKED
        run.enter(Stage.PACK)
    elif found.round_no > FIRST_ROUND:
        # What the latest round brought is booked, and counted, when it is gone through again.
        run.round = replace(run.round, round_no=found.round_no)
        run.staged.pop(run.round, None)
        run.walk = Walk.ASKED
        run.enter(Stage.REST)


def _take_over(run: OrderRun, found: FoundWork) -> None:
    run.wave_id = found.wave_id
    run.staged = {
        replace(run.round, round_no=round_no): units
        for round_no, units in rounds_of(found.staged).items()
    }
    if run.staged:
        run.round = max(run.staged, key=lambda each: each.round_no)


def _register_all(run: OrderRun, latest: int) -> None:
    """Register all that may have been done, in the order in which it is done."""
    first = run.round
    RESERVE.register(run)
    accept.VALIDATE.register(run)
    wave.QUEUE.register(run)
    pick.register_undos(run)
    for round_no in range(first.round_no + 1, latest + 1):
        run.round = replace(first, round_no=round_no)
        RESERVE.register(run)
        pick.register_undos(run)
    run.round = first
