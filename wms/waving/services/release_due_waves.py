"""Release what is due, and plan by the templates: each wave and template by itself."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, QuerySet, Sum

from wms.kernel.actors import system_actor
from wms.kernel.ids import ClientId, WarehouseId
from wms.platform.commands import command
from wms.platform.jobs.run import Job
from wms.platform.tenancy import facade as tenancy
from wms.waving.contracts import ReleaseDueWaves, WaveEmpty, WaveId, WaveStatus
from wms.waving.domain.cutoffs import next_cutoff
from wms.waving.domain.plan import Backlog, Capacity, is_due
from wms.waving.models import Candidate, Wave, WaveTemplate
from wms.waving.models.template import ReleasePolicy
from wms.waving.services.locks import lock_planning
from wms.waving.services.plan import Plan, plan
from wms.waving.services.release import release

logger = logging.getLogger(__name__)
# One turn of a template stays short; the next run goes on.
MAX_WAVES_PER_TEMPLATE = 20
ACTOR = system_actor("schedule")


@dataclass(frozen=True, kw_only=True)
class _ReleaseDueWave:
    """Release a wave if its time has come and nobody has it in hand."""

    wave_id: WaveId
    now: datetime


@dataclass(frozen=True, kw_only=True)
class _PlanByTemplate:
    """Plan what waits by a template, of one client or of all, unless somebody else does."""

    template_id: UUID
    now: datetime
    client_id: ClientId | None = None


def release_due_waves(request: ReleaseDueWaves) -> tuple[WaveId, ...]:
    """Release scheduled waves whose time has come, then plan what waits, by each template.

    Each wave and each template in a transaction of its own: one that fails is reported and left
    out. A template that fails is tried for each client, so that it fails only for those who make it
    fail. Two runs at once are as good as one: what one of them has in hand the other passes over.

    Returns:
        The waves released.
    """
    now = request.now
    with Job("release_due_waves") as job:
        released = job.each(
            list(_due(now).order_by("id").values_list("id", "number")),
            lambda wave: _release_due(_ReleaseDueWave(wave_id=WaveId(wave[0]), now=now)),
            called=lambda wave: f"wave {wave[1]}",
        )
        released += job.each(
            list(WaveTemplate.objects.filter(is_active=True).order_by("id")),
            lambda template: _by_template(job, template, now),
            called=lambda template: f"template {template}",
        )
    return tuple(wave_id for found in released for wave_id in found)


def _by_template(job: Job, template: WaveTemplate, now: datetime) -> tuple[WaveId, ...]:
    try:
        return _plan_by(_PlanByTemplate(template_id=template.id, now=now))
    except Exception:
        logger.warning("template %s fails; each client by itself", template, exc_info=True)
    waiting = Candidate.objects.plannable(template.warehouse_id).order_by("client_id")
    clients = waiting.values_list("client_id", flat=True).distinct()
    released = job.each(
        [ClientId(client_id) for client_id in clients if client_id is not None],
        lambda client_id: _plan_by(
            _PlanByTemplate(template_id=template.id, now=now, client_id=client_id)
        ),
        called=lambda client_id: f"template {template} for client {client_id}",
    )
    return tuple(wave_id for found in released for wave_id in found)


@command(limit=timedelta(minutes=5))
def _release_due(request: _ReleaseDueWave) -> tuple[WaveId, ...]:
    due = _due(request.now).filter(id=request.wave_id)
    warehouse_id = due.values_list("warehouse_id", flat=True).first()
    if warehouse_id is None:
        return ()
    # Planning before any wave: whoever adds orders asks in this order too.
    lock_planning(warehouse_id)
    wave = due.select_for_update(skip_locked=True).first()
    return () if wave is None else (_released(wave, request.now),)


@command(limit=timedelta(minutes=5))
def _plan_by(request: _PlanByTemplate) -> tuple[WaveId, ...]:
    active = WaveTemplate.objects.filter(id=request.template_id, is_active=True)
    template = active.locked_unless_taken().first()
    if template is None:
        return ()
    lock_planning(template.warehouse_id)
    planned = _planned(template, request)
    if template.release_policy != ReleasePolicy.SCHEDULED:
        return ()
    return tuple(_released(wave, request.now) for wave in planned)


def _due(now: datetime) -> QuerySet[Wave]:
    return Wave.objects.filter(status=WaveStatus.SCHEDULED, release_at__lte=now)


def _planned(template: WaveTemplate, request: _PlanByTemplate) -> list[Wave]:
    waves: list[Wave] = []
    for _ in range(MAX_WAVES_PER_TEMPLATE):
        if not _is_due(template, request):
            break
        try:
            waves.append(plan(_plan_of(template, request)))
        except WaveEmpty:
            # What waited was withdrawn this moment.
            break
    return waves


def _released(wave: Wave, now: datetime) -> WaveId:
    release(wave, actor=ACTOR, now=now)
    return WaveId(wave.id)


def _is_due(template: WaveTemplate, request: _PlanByTemplate) -> bool:
    waiting = Candidate.objects.plannable(template.warehouse_id, request.client_id).aggregate(
        orders=Count("order_id"), lines=Sum("line_count", default=0), oldest=Min("queued_at")
    )
    capacity = _capacity_of(template)
    return is_due(Backlog(**waiting), capacity, now=request.now, max_wait=template.max_wait)


def _plan_of(template: WaveTemplate, request: _PlanByTemplate) -> Plan:
    now, cutoff_at = request.now, None
    if template.cutoff_time is not None:
        warehouse = tenancy.get_warehouse_by_id(warehouse_id=WarehouseId(template.warehouse_id))
        cutoff_at = next_cutoff(now, template.cutoff_time, ZoneInfo(warehouse.time_zone))
    return Plan(
        warehouse_id=template.warehouse_id,
        capacity=_capacity_of(template),
        actor=ACTOR,
        client_id=request.client_id,
        cutoff_at=cutoff_at,
        release_at=now if template.release_policy == ReleasePolicy.SCHEDULED else None,
        template=template,
    )


def _capacity_of(template: WaveTemplate) -> Capacity:
    return Capacity(max_orders=template.max_orders, max_lines=template.max_lines)
