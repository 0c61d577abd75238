"""Who has said what goods are worth, and what a person has booked alone."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from wms.inventory.catalogue.contracts.words import MovementCause
from wms.inventory.catalogue.models.catalogue import Sku
from wms.platform.ids import new_id
from wms.platform.tables import in_schema


class SkuValueChange(models.Model):
    """Another value of a SKU, and who said so. A trigger in the migration keeps it for good."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client_id = models.UUIDField()
    sku = models.ForeignKey(Sku, models.PROTECT, related_name="value_changes", db_index=False)
    # What one base unit was worth and is; null is "nobody said".
    before_amount = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    before_currency = models.CharField(max_length=3, blank=True, default="")
    amount = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    actor = models.CharField(max_length=200)
    actor_id = models.CharField(max_length=64)
    changed_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("inventory", "sku_value_changes")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(actor_id=""), name="sku_value_is_changed_by_somebody"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client_id", "-id"], name="sku_value_change_by_client"),
            models.Index(fields=["sku", "changed_at"], name="sku_value_change_by_sku"),
        ]

    def __str__(self) -> str:
        return f"{self.sku} by {self.actor}"


class BookedAlone(models.Model):
    """Goods that somebody booked as found, lost or unfit without approval."""

    CAUSES = tuple((cause.value, cause.value.replace("_", " ")) for cause in MovementCause)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client_id = models.UUIDField()
    actor_id = models.CharField(max_length=64)
    cause = models.CharField(max_length=32, choices=CAUSES)
    reference = models.CharField(max_length=64)
    units = models.BigIntegerField()
    # A decimal string by currency, as far as the values are known.
    worth = models.JSONField(default=dict)
    booked_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("inventory", "booked_alone")
        verbose_name = "adjustment of one person"
        verbose_name_plural = "adjustments of one person"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(units__gt=0), name="booked_alone_is_of_some_units"),
            models.CheckConstraint(condition=~Q(actor_id=""), name="booked_alone_by_somebody"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["actor_id", "booked_at"], name="booked_alone_by_whom_and_when")
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.units} by {self.actor_id}"
