"""How far the stock that changed was compared with its rows."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from wms.platform.tables import in_schema


class VerifiedUpTo(models.Model):
    """The instant up to which all that changed was compared; there is one row, or none yet."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    instant = models.DateTimeField()

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("inventory", "verified_up_to")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="stock_is_verified_up_to_one_instant"),
        ]

    def __str__(self) -> str:
        return f"{self.instant:%Y-%m-%d %H:%M:%S}"
