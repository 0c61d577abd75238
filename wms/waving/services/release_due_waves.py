"""Plan and release what is due."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, QuerySet, Sum

from wms.kernel.ids import WarehouseId
from wms.platform.commands import command
from wms.platform.tenancy import facade as tenancy
from wms.waving.contracts import ReleaseDueWaves, WaveEmpty, WaveId, WaveStatus
from wms.waving.domain.planning import Backlog, Capacity, is_due, next_cutoff
from wms.waving.models import Candidate, Wave, WaveTemplate
from wms.waving.models.template import ReleasePolicy
from wms.waving.services.locking import lock_planning
from wms.waving.services.planning import Plan, plan
from wms.waving.services.releasing import release

# One run stays short; the next one goes on.
MAX_WAVES_PER_RUN = 20
ACTOR = "schedule"


@command
def release_due_waves(request: ReleaseDueWaves) -> tuple[WaveId, ...]:
    """Release scheduled waves whose time has come, then plan what waits, by each template.

    Two runs at once are as good as one: what one of them has in hand the other passes over.

    Returns:
        The waves released.
    """
    templates = list(WaveTemplate.objects.filter(is_active=True).locked_unless_taken())
    due_in = _due(request.now).order_by().values_list("warehouse_id", flat=True).distinct()
    warehouses = {*due_in, *(template.warehouse_id for template in templates)}
    # All of them, and before any wave: whoever adds orders asks in this order too.
    for warehouse_id in sorted(warehouses):
        lock_planning(warehouse_id)
    released = [_released(wave, request.now) for wave in _lock_due(warehouses, request.now)]
    for template in templates:
        planned = _planned(template, request.now)
        if template.release_policy == ReleasePolicy.SCHEDULED:
            released += [_released(wave, request.now) for wave in planned]
    return tuple(released)


def _due(now: datetime) -> QuerySet[Wave]:
    return Wave.objects.filter(status=WaveStatus.SCHEDULED, release_at__lte=now, order_count__gt=0)


def _lock_due(warehouses: Collection[UUID], now: datetime) -> list[Wave]:
    due = _due(now).filter(warehouse_id__in=warehouses).order_by("id")
    return list(due.select_for_update(skip_locked=True)[:MAX_WAVES_PER_RUN])


def _planned(template: WaveTemplate, now: datetime) -> list[Wave]:
    waves: list[Wave] = []
    for _ in range(MAX_WAVES_PER_RUN):
        if not _is_due(template, now):
            break
        try:
            waves.append(plan(_plan_of(template, now)))
        except WaveEmpty:
            # What waited was withdrawn this moment.
            break
    return waves


def _released(wave: Wave, now: datetime) -> WaveId:
    release(wave, actor=ACTOR, now=now)
    return WaveId(wave.id)


def _is_due(template: WaveTemplate, now: datetime) -> bool:
    waiting = Candidate.objects.plannable(template.warehouse_id).aggregate(
        orders=Count("order_id"), lines=Sum("line_count", default=0), oldest=Min("queued_at")
    )
    return is_due(Backlog(**waiting), _capacity_of(template), now=now, max_wait=template.max_wait)


def _plan_of(template: WaveTemplate, now: datetime) -> Plan:
    cutoff_at = None
    if template.cutoff_time is not None:
        warehouse = tenancy.get_warehouse_by_id(warehouse_id=WarehouseId(template.warehouse_id))
        cutoff_at = next_cutoff(now, template.cutoff_time, ZoneInfo(warehouse.time_zone))
    return Plan(
        warehouse_id=template.warehouse_id,
        capacity=_capacity_of(template),
        actor=ACTOR,
        cutoff_at=cutoff_at,
        release_at=now if template.release_policy == ReleasePolicy.SCHEDULED else None,
        template=template,
    )


def _capacity_of(template: WaveTemplate) -> Capacity:
    return Capacity(max_orders=template.max_orders, max_lines=template.max_lines)
