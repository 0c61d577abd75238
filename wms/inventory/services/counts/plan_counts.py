"""Choose what is counted next."""

from django.conf import settings

from wms.inventory.contracts import MOST_COUNTS, CountCause, CountId, PlanCounts
from wms.inventory.domain.count_planning import Candidate, choose
from wms.inventory.models import CycleCount
from wms.inventory.selectors.count_candidates import count_candidates
from wms.inventory.services.counts.opening_counts import open_counts
from wms.kernel.ids import WarehouseId
from wms.platform.commands import command
from wms.platform.tenancy import facade as tenancy

ACTOR = "schedule"
# How many locations are looked at for each count that is made.
LOOKED_AT_EACH = 20


@command
def plan_counts(command: PlanCounts) -> tuple[CountId, ...]:
    """Make the counts that are most worth their while; return the ids of the new ones.

    What pickers did not find comes first, then what was not counted for the longest and is
    worth most. Run again, it fills up what was finished meanwhile.
    """
    if command.warehouse_id is not None:
        warehouses = [command.warehouse_id]
    else:
        warehouses = sorted(each.warehouse_id for each in tenancy.list_warehouses())
    return tuple(made for each in warehouses for made in _plan(command, each))


def _plan(command: PlanCounts, warehouse_id: WarehouseId) -> list[CountId]:
    limit = min(_room(command, warehouse_id), MOST_COUNTS)
    if limit <= 0:
        return []
    candidates = count_candidates(
        warehouse_id=warehouse_id,
        client_id=command.client_id,
        counted_before=command.now - settings.COUNT_AGAIN_AFTER,
        pool=LOOKED_AT_EACH * limit,
    )
    chosen = choose(candidates, limit=limit, now=command.now)
    return open_counts(_count_of(each, warehouse_id) for each in chosen)


def _room(command: PlanCounts, warehouse_id: WarehouseId) -> int:
    """Return how many counts to make: as many as are asked for, else what is left of the limit."""
    if command.limit is not None:
        return command.limit
    unfinished = CycleCount.objects.unfinished().filter(
        warehouse_id=warehouse_id, cause=CountCause.PLANNED
    )
    return settings.COUNTS_PLANNED - unfinished.of_client(command.client_id).count()


def _count_of(candidate: Candidate, warehouse_id: WarehouseId) -> CycleCount:
    was_missed = candidate.missing or candidate.awaits_count
    cause = CountCause.SHORT_PICK if was_missed else CountCause.PLANNED
    return CycleCount(
        client_id=candidate.client_id,
        warehouse_id=warehouse_id,
        location_id=candidate.location_id,
        cause=cause.value,
        created_by=ACTOR,
    )
