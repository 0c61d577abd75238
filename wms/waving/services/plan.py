"""How a wave is made of what waits; several commands do this within their transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wms.kernel.ids import ClientId
from wms.waving.contracts import WaveEmpty, WaveId, WaveStatus
from wms.waving.domain.plan import Capacity, Waiting, choose
from wms.waving.events import WaveCreatedEvent
from wms.waving.models import Candidate, Wave, WaveTemplate, WavingOutbox
from wms.waving.services.locks import lock_named, lock_planning
from wms.waving.services.membership import client_of, count, put_in

# Orders that do not fit are passed over; so many more than a wave holds are looked at.
_LOOK_AHEAD = 2


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A wave to be made: of the orders named, or of the most urgent ones (of a client or all)."""

    warehouse_id: UUID
    capacity: Capacity
    actor: str
    client_id: ClientId | None = None
    order_ids: Sequence[UUID] = ()
    cutoff_at: datetime | None = None
    release_at: datetime | None = None
    template: WaveTemplate | None = None


def plan(wanted: Plan) -> Wave:
    """Make the wave.

    Raises:
        WaveEmpty: nothing waits.
        OrderNotPlannable: an order named cannot be taken.
    """
    lock_planning(wanted.warehouse_id)
    if wanted.order_ids:
        candidates = lock_named(wanted.order_ids, wanted.warehouse_id, wanted.client_id)
    else:
        candidates = _lock_most_urgent(wanted)
    if not candidates:
        raise WaveEmpty("no order waits for a wave")
    wave = _insert(wanted, candidates)
    created = WaveCreatedEvent.of(wave, wave_id=WaveId(wave.id))
    facts = [created, *put_in(wave, candidates)]
    WavingOutbox.publish_all((fact, version) for version, fact in enumerate(facts, start=1))
    return wave


def _lock_most_urgent(wanted: Plan) -> list[Candidate]:
    waiting = (
        Candidate.objects.plannable(wanted.warehouse_id, wanted.client_id)
        .most_urgent_first()
        .values_list("order_id", "line_count")[: wanted.capacity.max_orders * _LOOK_AHEAD]
    )
    chosen = choose(
        (Waiting(order_id=order_id, lines=lines) for order_id, lines in waiting), wanted.capacity
    )
    # One that was withdrawn since is not there any more once its lock is given.
    return list(
        Candidate.objects.plannable(wanted.warehouse_id)
        .filter(order_id__in=chosen)
        .defer("lines")
        .locked()
    )


def _insert(wanted: Plan, candidates: Sequence[Candidate]) -> Wave:
    status = WaveStatus.PLANNED if wanted.release_at is None else WaveStatus.SCHEDULED
    wave = Wave(
        warehouse_id=wanted.warehouse_id,
        client_id=client_of(candidates),
        template=wanted.template,
        status=status.value,
        max_orders=wanted.capacity.max_orders,
        max_lines=wanted.capacity.max_lines,
        cutoff_at=wanted.cutoff_at,
        release_at=wanted.release_at,
        planned_by=wanted.actor,
        version=1 + len(candidates),
    )
    count(wave, candidates)
    wave.save(force_insert=True)
    return wave
