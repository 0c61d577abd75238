"""Say which goods of a class are taken first."""

from django.utils import timezone

from wms.inventory.reservations.contracts import rules as contracts
from wms.inventory.reservations.contracts.rules import SetAllocationRule
from wms.inventory.reservations.models.rules import AllocationRule
from wms.inventory.reservations.queries.rules import describe_rule
from wms.platform.commands import command


@command
def set_allocation_rule(request: SetAllocationRule) -> contracts.AllocationRule:
    """Set the strategy of a class; allocations that are made already stay where they are."""
    row, _is_new = AllocationRule.objects.update_or_create(
        client_id=request.client_id,
        storage_class=request.rule.storage_class,
        defaults={
            "strategy": request.rule.strategy.value,
            "changed_at": timezone.now(),
            "actor": request.actor,
        },
    )
    return describe_rule(row)
