"""Where the run of an order stands: what may still happen to it, and how far its round is."""

from enum import StrEnum

from wms.fulfillment.saga.contracts.states import RunState, Stage


class Phase(StrEnum):
    """What may still happen to the order; ``cancelling`` and ``ended`` are not left any more.

    Forward: steps are taken. Held: it waits for what was not found, and may be shipped without.
    Short: somebody lets it go without the rest. Cancelling: nothing more is done, and what was
    done is undone. Ended: somebody else ended it; the run stops at its next step or wait.
    """

    FORWARD = "forward"
    HELD = "held"
    SHORT = "short"
    CANCELLING = "cancelling"
    ENDED = "ended"

    @property
    def goes_on(self) -> bool:
        """Return whether steps forward are taken."""
        return self not in (Phase.CANCELLING, Phase.ENDED)


class Walk(StrEnum):
    """How far the work of the present round is: asked for, walked, or booked to staging."""

    ASKED = "asked"
    WALKED = "walked"
    BOOKED = "booked"


def phase_of(state: RunState) -> Phase:
    """Return the phase of a run that goes on from a state."""
    if state.is_cancelling:
        return Phase.CANCELLING
    if state.has_ended:
        return Phase.ENDED
    return Phase.SHORT if state.ships_short else Phase.FORWARD


def walk_of(state: RunState) -> Walk:
    """Return how far the round of a state is; only later rounds are said to be in work."""
    if state.is_in_round:
        return Walk.WALKED if state.is_picked and not state.ships_short else Walk.ASKED
    if state.is_picked:
        return Walk.WALKED if state.stage <= Stage.PICK else Walk.BOOKED
    return Walk.ASKED if state.stage <= Stage.PICK else Walk.BOOKED
