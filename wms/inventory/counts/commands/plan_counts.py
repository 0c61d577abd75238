"""Choose what is counted next."""

import logging
from dataclasses import replace

from django.conf import settings

from wms.inventory.counts.contracts.counts import MOST_COUNTS, PlanCounts
from wms.inventory.counts.queries.count_candidates import count_candidates
from wms.inventory.counts.rules.count_plan import Candidate, choose
from wms.inventory.work.commands.open_counts import open_counts
from wms.inventory.work.contracts.counts import CountCause, CountId
from wms.inventory.work.models.counts import CycleCount
from wms.kernel.actors import Actor
from wms.kernel.ids import WarehouseId
from wms.platform.commands import Receipt, command
from wms.platform.jobs.run import Job
from wms.platform.tenancy import facade as tenancy

logger = logging.getLogger(__name__)
# How many locations are looked at for each count that is made.
LOOKED_AT_EACH = 20


def plan_counts(request: PlanCounts, /, *, receipt: Receipt | None = None) -> tuple[CountId, ...]:
    """Make the counts that are most worth their while; return the ids of the new ones.

    What pickers did not find comes first, then what was not counted for the longest and is
    worth most. Run again, it fills up what was finished meanwhile. Without a warehouse each one
    is planned by itself: one that fails is reported and left out, and then fails only for those of
    its clients who make it fail.

    Raises:
        ValueError: a receipt is for the counts of one warehouse.
    """
    if request.warehouse_id is not None:
        return _plan_warehouse(request, receipt=receipt)
    if receipt is not None:
        raise ValueError("a receipt is for the counts of one warehouse")
    with Job("plan_counts") as job:
        made = job.each(
            tenancy.list_warehouses(),
            lambda site: _of_warehouse(job, replace(request, warehouse_id=site.warehouse_id)),
            called=lambda site: f"warehouse {site.code}",
        )
    return tuple(count_id for counts in made for count_id in counts)


def _of_warehouse(job: Job, request: PlanCounts) -> tuple[CountId, ...]:
    try:
        return _plan_warehouse(request)
    except Exception:
        if request.client_id is not None:
            raise
        logger.warning("counts of a warehouse fail; each client by itself", exc_info=True)
    made = job.each(
        tenancy.list_clients(),
        lambda client: _plan_warehouse(replace(request, client_id=client.client_id)),
        called=lambda client: f"client {client.code} in warehouse {request.warehouse_id}",
    )
    return tuple(count_id for counts in made for count_id in counts)


@command
def _plan_warehouse(request: PlanCounts) -> tuple[CountId, ...]:
    warehouse_id = request.warehouse_id
    return () if warehouse_id is None else tuple(_plan(request, warehouse_id))


def _plan(request: PlanCounts, warehouse_id: WarehouseId) -> list[CountId]:
    limit = min(_room(request, warehouse_id), MOST_COUNTS)
    if limit <= 0:
        return []
    candidates = count_candidates(
        warehouse_id=warehouse_id,
        client_id=request.client_id,
        counted_before=request.now - settings.COUNT_AGAIN_AFTER,
        pool=LOOKED_AT_EACH * limit,
    )
    chosen = choose(candidates, limit=limit, now=request.now)
    return open_counts(_count_of(each, warehouse_id, request.actor) for each in chosen)


def _room(request: PlanCounts, warehouse_id: WarehouseId) -> int:
    """Return how many counts to make: as many as are asked for, else what is left of the limit."""
    if request.limit is not None:
        return request.limit
    unfinished = CycleCount.objects.unfinished().filter(
        warehouse_id=warehouse_id, cause=CountCause.PLANNED
    )
    return settings.COUNTS_PLANNED - unfinished.of_client(request.client_id).count()


def _count_of(candidate: Candidate, warehouse_id: WarehouseId, actor: Actor) -> CycleCount:
    was_missed = candidate.missing or candidate.awaits_count
    cause = CountCause.SHORT_PICK if was_missed else CountCause.PLANNED
    return CycleCount(
        client_id=candidate.client_id,
        warehouse_id=warehouse_id,
        location_id=candidate.location_id,
        cause=cause.value,
        created_by=actor,
    )
