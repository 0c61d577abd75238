"""Remember what an order left behind."""

from wms.platform.commands import Receipt, command
from wms.waving.contracts import NoteSplit, WaveStatus
from wms.waving.domain.splits import fewest
from wms.waving.domain.transitions import OPEN, CandidateState
from wms.waving.models import Candidate, Wave
from wms.waving.services.locks import MovedMeanwhile, active_wave, lock_wave
from wms.waving.services.membership import count, publish


def note_split(request: NoteSplit, /, *, receipt: Receipt | None = None) -> None:
    """Count an order with what is left of it from now on; its wave too, if it is not released.

    What went to the floor stays as it was released. An order that nobody has noted yet is
    counted so when it is. Noted again, or late, nothing changes.
    """
    while True:
        try:
            return _note(request, receipt=receipt)
        except MovedMeanwhile:
            continue


@command
def _note(request: NoteSplit) -> None:
    wave_id = active_wave(request.order_id)
    wave = None if wave_id is None else lock_wave(wave_id)
    candidate, _ = Candidate.objects.locked().get_or_create(
        order_id=request.order_id, defaults={"state": CandidateState.EXPECTED.value}
    )
    if active_wave(request.order_id) != wave_id:
        raise MovedMeanwhile
    split = {line.line_no: line.quantity for line in request.lines}
    kept = fewest(candidate.kept_units, split)
    if kept == candidate.kept_units:
        return
    candidate.kept = {str(line_no): units for line_no, units in kept.items()}
    if wave is None:
        _count_alone(candidate)
    elif WaveStatus(wave.status) in OPEN:
        _count_within(wave, candidate)
    candidate.save(update_fields=["kept", "lines", "line_count", "unit_count"])


def _count_alone(candidate: Candidate) -> None:
    if candidate.state != CandidateState.OUT:
        candidate.hold_what_is_left()


def _count_within(wave: Wave, candidate: Candidate) -> None:
    count(wave, [candidate], -1)
    candidate.hold_what_is_left()
    count(wave, [candidate])
    publish(wave, [])
