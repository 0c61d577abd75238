"""Which of the goods of a class are taken first."""

from collections.abc import Collection
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wms.inventory.catalogue.contracts.words import Strategy
from wms.inventory.stock.models.balances import StockBalance
from wms.platform.ids import new_id
from wms.platform.tables import in_schema

STRATEGIES = tuple((each.value, each.value.replace("_", " ")) for each in Strategy)


class AllocationRule(models.Model):
    """How the goods are chosen that orders for SKUs of a class of a client are picked from."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client_id = models.UUIDField()
    storage_class = models.CharField(max_length=16, blank=True)
    strategy = models.CharField(max_length=20, choices=STRATEGIES)
    changed_at = models.DateTimeField(default=timezone.now)
    actor = models.CharField(max_length=200)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("inventory", "allocation_rules")
        constraints = (
            models.UniqueConstraint(
                fields=["client_id", "storage_class"], name="allocation_rule_is_one_per_class"
            ),
            models.CheckConstraint(
                condition=Q(strategy__in=[each.value for each in Strategy]),
                name="allocation_rule_has_a_known_strategy",
            ),
        )
        indexes = (models.Index(fields=["client_id", "id"], name="allocation_rule_by_client"),)

    def __str__(self) -> str:
        return f"{self.storage_class or 'every other class'}: {self.strategy}"


def strategies_of(balance_ids: Collection[UUID]) -> dict[UUID, Strategy]:
    """Return how goods of balances are chosen; first expired, first out where nobody said."""
    ruled = StockBalance.objects.filter(id__in=list(balance_ids)).filter(
        client_id__in=AllocationRule.objects.values("client_id")
    )
    classes = {
        balance_id: (client_id, storage_class)
        for balance_id, client_id, storage_class in ruled.values_list(
            "id", "client_id", F("sku__storage_class")
        )
    }
    rules = {
        (rule.client_id, rule.storage_class): Strategy(rule.strategy)
        for rule in AllocationRule.objects.filter(
            client_id__in={client_id for client_id, _class in classes.values()}
        )
    }
    return {
        each: rules.get(classes[each], Strategy.FEFO) if each in classes else Strategy.FEFO
        for each in balance_ids
    }
