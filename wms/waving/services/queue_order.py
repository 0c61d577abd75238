"""Make an order plannable."""

from django.utils import timezone

from wms.platform.commands import command
from wms.waving.contracts import OrderInEarlierRound, QueuedOrder, QueueOrder, RoundClosed
from wms.waving.domain.transitions import CandidateState
from wms.waving.models import Candidate
from wms.waving.selectors.candidates import get_queued_order


@command
def queue_order(request: QueueOrder) -> QueuedOrder:
    """Let a wave take an order, its stock being reserved; whoever says so first does it.

    An order nobody has noted yet is remembered, and becomes plannable when it is.

    Raises:
        RoundClosed: the order was withdrawn in this round or a later one.
        OrderInEarlierRound: a wave holds it for an earlier round.
    """
    now = timezone.now()
    candidate, _ = Candidate.objects.locked().get_or_create(
        order_id=request.order_id,
        defaults={
            "state": CandidateState.QUEUED.value,
            "round_no": request.round_no,
            "queued_at": now,
        },
    )
    if request.round_no <= candidate.closed_round:
        raise RoundClosed(f"{candidate} was withdrawn in round {request.round_no}")
    if request.round_no > candidate.round_no:
        _begin_round(candidate, request.round_no)
    return get_queued_order(order_id=request.order_id)


def _begin_round(candidate: Candidate, round_no: int) -> None:
    if candidate.state == CandidateState.PLANNED:
        raise OrderInEarlierRound(f"{candidate} is in a wave for round {candidate.round_no}")
    state = CandidateState.PLANNABLE if candidate.is_noted else CandidateState.QUEUED
    candidate.state, candidate.round_no = state.value, round_no
    candidate.queued_at = candidate.changed_at = timezone.now()
    candidate.hold_what_is_left()
    candidate.save()
