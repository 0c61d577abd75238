"""The hold of an order that ships complete and of which not all was found.

It keeps its goods in staging and asks for the rest in a round of its own, until all is there or
somebody decides otherwise.
"""

from dataclasses import replace

from temporalio import workflow

from wms.fulfillment.saga.contracts.holds import SHORT_HOLD
from wms.fulfillment.saga.steps import Steps
from wms.fulfillment.saga.workflow.phases import Phase, Walk
from wms.fulfillment.saga.workflow.run import OrderRun, refusal
from wms.fulfillment.saga.workflow.stages import pick
from wms.fulfillment.saga.workflow.stages.quantities import what_is_missing
from wms.fulfillment.saga.workflow.stages.reserve import RESERVE, give_back
from wms.fulfillment.saga.workflow.stages.shortage import is_claimed, reservation_released
from wms.fulfillment.saga.workflow.waits import Wait
from wms.inventory.contracts import ReservationStatus, StockLine
from wms.orders.contracts import Milestone, OrderStatus
from wms.picking.contracts import PreparePickTask

STOCK = "stock_reserved"
# What is picked and booked is reserved no more: a round that another run was in.
RESERVED = frozenset({ReservationStatus.ACTIVE, ReservationStatus.CONSUMED})
WITHOUT_THE_REST = "the order ships without the rest"
NOTHING_FOUND = "nothing was found"
MOST_LINES = 5


async def pick_the_rest(run: OrderRun) -> None:
    """Have the rest of a short pick picked too, unless somebody lets the order go without it.

    Raises:
        FailureError: the order is being cancelled, or somebody took its work away.
    """
    while rest := what_is_missing(run.lines, run.picked):
        if run.walk is Walk.BOOKED:
            if run.round not in run.staged:
                # What brought nothing ships nothing: its claims would stay for ever.
                await give_back(run, run.round.round_no, NOTHING_FOUND)
            _begin_round(run)
        if run.ships_short or not await _is_found(run, rest):
            await run.settle_short(_close_round(run))
            break
        await pick.wait_for_picks(run, await pick.WALK.take(run))
        await pick.book(run)


def _begin_round(run: OrderRun) -> None:
    run.round = replace(run.round, round_no=run.round.round_no + 1)
    run.walk = Walk.ASKED
    RESERVE.register(run)
    pick.register_undos(run)


async def _close_round(run: OrderRun) -> None:
    """Give the round up; nobody has walked in it yet."""
    command = pick.cancellation(run.round, WITHOUT_THE_REST, force=True)
    await run.undo(Steps.cancel_pick_task, command)
    await give_back(run, run.round.round_no, WITHOUT_THE_REST)
    run.walk = Walk.BOOKED


async def _is_found(run: OrderRun, rest: tuple[StockLine, ...]) -> bool:
    """Return True once the rest is claimed; False if somebody ships the order without it."""
    status = await RESERVE.take(run, rest)
    if status in RESERVED and await _is_claimed(run):
        return True
    _turn(run, Phase.FORWARD, Phase.HELD)
    try:
        return await _wait_for(run, rest)
    finally:
        _turn(run, Phase.HELD, Phase.FORWARD)


async def _wait_for(run: OrderRun, rest: tuple[StockLine, ...]) -> bool:
    if Milestone.PICKING_STARTED not in run.recorded:
        # The walk was over before anybody looked.
        await run.record(Milestone.PICKING_STARTED)
    async with (
        run.notices.raised(SHORT_HOLD, _message(rest)),
        Wait(run, STOCK, run.order.limits.backorder) as wait,
    ):
        while not run.ships_short:
            status = await run.read(Steps.read_reservation)
            if status is ReservationStatus.RELEASED:
                raise reservation_released()
            # Whoever decided while this was read decided first.
            is_there = status in RESERVED and not run.ships_short
            if is_there and await _is_claimed(run):
                return True
            if not run.ships_short:
                await wait.news()
    return False


async def _is_claimed(run: OrderRun) -> bool:
    """Try to turn the reservation into a walk; return whether the stock was there.

    From here on it is too late to ship without it: the goods may be on their way.
    """
    was_held = _turn(run, Phase.HELD, Phase.FORWARD)
    command = PreparePickTask(
        order_id=run.order.order_id,
        client_id=run.order.client_id,
        warehouse_id=run.order.warehouse_id,
        number=run.order.number,
        priority_rank=run.order.priority.rank,
        round_no=run.round.round_no,
    )
    await run.step(Steps.prepare_pick_task, command)
    if await is_claimed(run):
        return True
    if was_held:
        _turn(run, Phase.FORWARD, Phase.HELD)
    return False


def _turn(run: OrderRun, before: Phase, after: Phase) -> bool:
    """Let one phase follow another, unless the run is in a third; return whether it did."""
    is_so = run.phase is before
    if is_so:
        run.phase = after
    return is_so


def _message(rest: tuple[StockLine, ...]) -> str:
    """Return what is missing, for a person."""
    listed = [f"{line.quantity} x {line.sku} (line {line.line_no})" for line in rest[:MOST_LINES]]
    if len(rest) > MOST_LINES:
        listed.append(f"units of {len(rest) - MOST_LINES} more lines")
    return f"not found: {', '.join(listed)}"[:500]


def refuse_unless_held(run: OrderRun) -> None:
    """Refuse to ship short an order that is not held, or that has nothing to ship.

    Raises:
        ApplicationError: ``not_held_short`` or ``nothing_picked``.
    """
    if run.ships_short:
        return
    if run.phase is not Phase.HELD:
        raise refusal("not_held_short", "the order is not held for what was not found")
    if not run.staged:
        raise refusal("nothing_picked", "nothing of the order was found; it can be cancelled")


async def ship_short(run: OrderRun) -> OrderStatus:
    """Let a held order go without the rest; return how it stands then."""
    if not run.ships_short:
        run.accept_short_shipment()
        run.news[STOCK] += 1
    await workflow.wait_condition(
        lambda: Milestone.PICKED in run.recorded or run.outcome is not None or run.goes_on_anew
    )
    return run.status
