"""Take an order out of planning."""

from django.utils import timezone

from wms.platform.commands import Receipt, command
from wms.waving.contracts import WaveStatus, WithdrawOrder
from wms.waving.domain.transitions import OPEN, CandidateState
from wms.waving.models import Candidate, Wave
from wms.waving.services.end_order import end_order
from wms.waving.services.leave_wave import leave
from wms.waving.services.locks import MovedMeanwhile, active_wave, lock_wave


def withdraw_order(request: WithdrawOrder, /, *, receipt: Receipt | None = None) -> None:
    """Close the rounds of an order up to one, whether or not it is known; never refused.

    It leaves a wave that is not released, which is cancelled if that was its last order. In a
    released one its work is over: whoever withdraws
    it has had picking cancel the task before.
    """
    while True:
        try:
            return _withdraw(request, receipt=receipt)
        except MovedMeanwhile:
            continue


@command
def _withdraw(request: WithdrawOrder) -> None:
    # The wave is locked before the candidate, so which one it is must be read without a lock.
    wave_id = active_wave(request.order_id)
    wave = None if wave_id is None else lock_wave(wave_id)
    candidate, is_new = Candidate.objects.locked().get_or_create(
        order_id=request.order_id,
        defaults={"state": CandidateState.OUT.value, "closed_round": request.round_no},
    )
    if is_new or request.round_no <= candidate.closed_round:
        return
    if active_wave(request.order_id) != wave_id:
        raise MovedMeanwhile
    _close(candidate, request.round_no)
    if wave is not None and candidate.round_no <= request.round_no:
        _go(wave, candidate, request.reason)


def _close(candidate: Candidate, round_no: int) -> None:
    candidate.closed_round = round_no
    candidate.changed_at = timezone.now()
    if candidate.round_no <= round_no:
        candidate.state = CandidateState.OUT.value
    candidate.save(update_fields=["closed_round", "changed_at", "state"])


def _go(wave: Wave, candidate: Candidate, reason: str) -> None:
    if WaveStatus(wave.status) in OPEN:
        leave(wave, candidate, state=CandidateState.OUT, reason=reason)
    else:
        end_order(wave, candidate.order_id)
