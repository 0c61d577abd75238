"""Putting orders into waves and taking them out again, many at once."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.waving.contracts import WaveId
from wms.waving.domain.transitions import CandidateState
from wms.waving.events import WaveOrderAddedEvent, WaveOrderRemovedEvent
from wms.waving.models import Candidate, Wave, WaveOrder, WavingOutbox


def count(wave: Wave, candidates: Sequence[Candidate], sign: int = 1) -> None:
    """Add candidates to the counts of a wave, or with -1 take them off."""
    wave.order_count += sign * len(candidates)
    wave.line_count += sign * sum(each.line_count for each in candidates)
    wave.unit_count += sign * sum(each.unit_count for each in candidates)


def client_of(candidates: Sequence[Candidate]) -> UUID | None:
    """Return whose candidates these are; None if they are of more than one client."""
    clients = {each.client_id for each in candidates}
    return clients.pop() if len(clients) == 1 else None


def put_in(wave: Wave, candidates: Sequence[Candidate]) -> list[Event]:
    """Put locked plannable candidates into a locked wave; return what happened."""
    WaveOrder.objects.bulk_create(
        (WaveOrder(wave=wave, order=each, round_no=each.round_no) for each in candidates),
        update_conflicts=True,
        unique_fields=["wave", "order"],
        update_fields=["round_no", "is_active", "is_done", "left_at", "left_because"],
    )
    reassign(candidates, CandidateState.PLANNED)
    return [
        WaveOrderAddedEvent(
            wave_id=WaveId(wave.id),
            warehouse_id=WarehouseId(wave.warehouse_id),
            order_id=OrderId(each.order_id),
            client_id=_client_of(each),
        )
        for each in candidates
    ]


def take_out(
    wave: Wave, candidate: Candidate, *, state: CandidateState, reason: str
) -> WaveOrderRemovedEvent:
    """Take a locked candidate out of a locked wave that is not released."""
    wave.orders.filter(order_id=candidate.order_id).update(
        is_active=False, left_at=timezone.now(), left_because=reason
    )
    reassign([candidate], state)
    count(wave, [candidate], -1)
    return WaveOrderRemovedEvent(
        wave_id=WaveId(wave.id),
        warehouse_id=WarehouseId(wave.warehouse_id),
        order_id=OrderId(candidate.order_id),
        client_id=_client_of(candidate),
        reason=reason,
    )


def reassign(candidates: Iterable[Candidate], state: CandidateState) -> None:
    """Give locked candidates that came into a wave or left one their state, in one statement."""
    Candidate.objects.filter(order_id__in=[each.order_id for each in candidates]).update(
        state=state.value, changed_at=timezone.now(), assignment_no=F("assignment_no") + 1
    )


def publish(wave: Wave, events: Sequence[Event]) -> None:
    """Count a version of a locked wave for each event, save the wave, and publish them."""
    numbered = [(event, wave.version + step) for step, event in enumerate(events, start=1)]
    wave.version += len(events)
    wave.save()
    WavingOutbox.publish_all(numbered)


def _client_of(candidate: Candidate) -> ClientId:
    if candidate.client_id is None:
        raise ValueError(f"{candidate} is planned, and nobody said whose it is")
    return ClientId(candidate.client_id)
