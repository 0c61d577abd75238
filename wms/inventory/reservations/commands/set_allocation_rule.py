"""Say which goods of a class are taken first."""

from django.utils import timezone

from wms.inventory.reservations.contracts import rules as contracts
from wms.inventory.reservations.contracts.rules import SetAllocationRule
from wms.inventory.reservations.models.rules import AllocationRule
from wms.inventory.reservations.queries.rules import describe_rule
from wms.platform.commands import command


@command
def set_allocation_rule(request: SetAllocationRule) -> contracts.AllocationRule:
    """Set the strategy of a class; allocations that are made already stay where they are.

    The strategy that it has changes nothing, nor who is said to have set it.
    """
    strategy = request.rule.strategy.value
    row, is_new = AllocationRule.objects.select_for_update(no_key=True).get_or_create(
        client_id=request.client_id,
        storage_class=request.rule.storage_class,
        defaults={"strategy": strategy, "actor": request.actor},
    )
    if not is_new and row.strategy != strategy:
        row.strategy, row.actor, row.changed_at = strategy, request.actor, timezone.now()
        row.save(update_fields=["strategy", "actor", "changed_at"])
    return describe_rule(row)
