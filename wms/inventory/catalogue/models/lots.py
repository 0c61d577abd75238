"""Goods made together, and single units with a serial of their own."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from wms.inventory.catalogue.models.catalogue import Sku
from wms.platform.ids import new_id
from wms.platform.rows import LockableQuerySet
from wms.platform.tables import in_schema


class LotQuerySet(LockableQuerySet["Lot"]):
    """Ways to lock lots."""


class Lot(models.Model):
    """Goods of a SKU that were made together and expire together; of a serial, there is one unit.

    Stock units and the ledger name it by its code.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sku = models.ForeignKey(Sku, models.PROTECT, related_name="lots", db_index=False)
    code = models.CharField(max_length=64)
    expires_on = models.DateField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = LotQuerySet.as_manager()

    class Meta:
        db_table = in_schema("inventory", "lots")
        constraints = (
            models.UniqueConstraint(fields=["sku", "code"], name="lot_code_is_unique_per_sku"),
            models.CheckConstraint(condition=~Q(code=""), name="lot_has_a_code"),
        )
        indexes: ClassVar = [
            models.Index(fields=["code"], name="lot_by_code"),
            models.Index(
                fields=["expires_on"],
                condition=Q(expires_on__isnull=False),
                name="lot_by_expiry",
            ),
        ]

    def __str__(self) -> str:
        return self.code
