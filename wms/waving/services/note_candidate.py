"""Remember an order that came in."""

from dataclasses import asdict
from typing import Any

from django.utils import timezone

from wms.platform.commands import command
from wms.waving.contracts import NoteCandidate
from wms.waving.domain.transitions import CandidateState
from wms.waving.models import Candidate

_STATE_WHEN_NOTED = {
    CandidateState.EXPECTED.value: CandidateState.NOTED.value,
    CandidateState.QUEUED.value: CandidateState.PLANNABLE.value,
}


@command
def note_candidate(request: NoteCandidate) -> None:
    """Write down what an order holds; one that was queued before becomes plannable.

    One that was withdrawn before stays out, and one that is known stays as it is.
    """
    now = timezone.now()
    known = _what_is_known(request) | {"noted_at": now, "changed_at": now}
    candidate, is_new = Candidate.objects.locked().get_or_create(
        order_id=request.order_id, defaults=known | {"state": CandidateState.NOTED.value}
    )
    if is_new or candidate.is_noted:
        return
    for field, value in known.items():
        setattr(candidate, field, value)
    candidate.hold_what_is_left()
    candidate.state = _STATE_WHEN_NOTED.get(candidate.state, candidate.state)
    candidate.save()


def _what_is_known(request: NoteCandidate) -> dict[str, Any]:
    return {
        "client_id": request.client_id,
        "warehouse_id": request.warehouse_id,
        "number": request.number,
        "priority_rank": request.priority_rank,
        "ship_by": request.ship_by,
        "lines": [asdict(line) for line in request.lines],
        "line_count": len(request.lines),
        "unit_count": sum(line.quantity for line in request.lines),
    }
