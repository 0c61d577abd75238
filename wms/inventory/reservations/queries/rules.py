"""Questions about which goods are taken first."""

from wms.inventory.catalogue.contracts.words import Strategy
from wms.inventory.reservations.contracts import rules as contracts
from wms.inventory.reservations.models.rules import AllocationRule
from wms.kernel.ids import ClientId
from wms.kernel.pages import Page, PageRequest
from wms.platform.paging.lists import newest_first


def list_allocation_rules(
    *, client_id: ClientId, page: PageRequest
) -> Page[contracts.AllocationRule]:
    """Return the rules of a client, newest first; other classes go by what expires first."""
    return newest_first(AllocationRule.objects.filter(client_id=client_id), page, describe_rule)


def describe_rule(row: AllocationRule) -> contracts.AllocationRule:
    """Return what callers may know of a rule."""
    return contracts.AllocationRule(
        rule_id=row.id,
        storage_class=row.storage_class,
        strategy=Strategy(row.strategy),
        changed_at=row.changed_at,
        actor=row.actor,
    )
