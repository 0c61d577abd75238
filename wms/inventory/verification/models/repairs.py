"""What repairs have changed, for good."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wms.inventory.verification.contracts import StockCheck
from wms.platform.ids import new_id
from wms.platform.tables import in_schema


class RepairedNumber(models.Model):
    """A number of the stock that disagreed with its rows: as it was, and as it was made.

    Triggers in the migration refuse to change or delete one.
    """

    CHECKS = tuple((check.value, check.value.replace("_", " ")) for check in StockCheck)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    repaired_at = models.DateTimeField("repaired", default=timezone.now)
    client_id = models.UUIDField()
    warehouse_id = models.UUIDField()
    found_by = models.CharField("check", max_length=16, choices=CHECKS)
    row_id = models.UUIDField()
    subject = models.CharField(max_length=200)
    what = models.CharField(max_length=16)
    was = models.BigIntegerField()
    now = models.BigIntegerField("is")
    actor = models.CharField(max_length=200)
    reason = models.CharField(max_length=200)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("inventory", "repaired_numbers")
        verbose_name = "repaired number"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(was=F("now")), name="repair_changes_a_number"),
            models.CheckConstraint(condition=~Q(reason=""), name="repair_has_a_reason"),
        ]
        indexes: ClassVar = [models.Index(fields=["client_id", "-id"], name="repair_by_client")]

    def __str__(self) -> str:
        return f"{self.what} of {self.subject}"
