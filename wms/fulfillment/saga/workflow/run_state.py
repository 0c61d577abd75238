"""What a run hands to the one that goes on in its place, and takes from the one before."""

from collections import Counter
from dataclasses import replace

from wms.fulfillment.saga.contracts.states import (
    Count,
    RunState,
    Stage,
    StagedUnits,
    rounds_of,
)
from wms.fulfillment.saga.workflow.phases import Phase, Walk, phase_of, walk_of
from wms.fulfillment.saga.workflow.run import OrderRun
from wms.fulfillment.saga.workflow.search import Shown

MOST_STEPS = 500
"""How many of the steps that were taken a run remembers, for people who ask."""


def state_of(run: OrderRun) -> RunState:
    """Return all that a run knows."""
    return RunState(
        stage=run.stage,
        round_no=run.round.round_no,
        lines=run.lines,
        status=run.status,
        undos=tuple(run.undos),
        staged=tuple(
            StagedUnits(round_no=each.round_no, line_no=units.line_no, quantity=units.quantity)
            for each, found in run.staged.items()
            for units in found
        ),
        recorded=tuple(sorted(run.recorded)),
        wave_id=run.wave_id,
        assignment_no=run.assignment_no,
        cutoff_at=run.cutoff_at,
        reason=run.reason,
        is_cancelling=run.phase is Phase.CANCELLING,
        has_ended=run.phase is Phase.ENDED,
        is_picked=run.walk is not Walk.ASKED or run.ships_short,
        is_in_round=run.stage is Stage.REST and run.walk is not Walk.BOOKED,
        ships_short=run.ships_short,
        decided_by=run.decided_by,
        tracking_numbers=run.tracking_numbers,
        taken=tuple(run.taken[-MOST_STEPS:]),
        news=tuple(Count(of=of, times=times) for of, times in run.news.items()),
        told=run.notices.counts(),
        notices=run.notices.open(),
        wait=run.wait,
    )


def go_on_from(run: OrderRun, state: RunState) -> None:
    """Let a run know all that the one before it knew."""
    run.stage = state.stage
    run.round = replace(run.round, round_no=state.round_no)
    run.lines = state.lines
    run.status = state.status
    run.undos = list(state.undos)
    run.staged = {
        replace(run.round, round_no=round_no): units
        for round_no, units in rounds_of(state.staged).items()
    }
    run.recorded = set(state.recorded)
    run.wave_id = state.wave_id
    run.assignment_no, run.cutoff_at = state.assignment_no, state.cutoff_at
    run.reason = state.reason
    run.phase, run.walk = phase_of(state), walk_of(state)
    run.tracking_numbers = state.tracking_numbers
    run.taken = list(state.taken)
    run.news = Counter({each.of: each.times for each in state.news})
    run.wait = state.wait
    run.shown = Shown(state.status, state.wave_id)
    run.notices.go_on_from(state.told, state.notices)
