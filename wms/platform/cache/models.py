"""The fence of the cache."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists
from django.db.models.functions import Now

from wms.platform.tables import in_schema

THE_ONE = 1


class CacheFence(models.Model):
    """One row: until when nobody reads from the cache, since something in it was not forgotten.

    A row, not a key in Redis: it is needed when Redis does not answer.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE)
    until = models.DateTimeField()

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("platform", "cache_fence")
        app_label = "cache"

    def __str__(self) -> str:
        return f"closed until {self.until}"


def is_fenced() -> Exists:
    """Return whether the fence is closed, to be asked within another statement."""
    return Exists(CacheFence.objects.filter(until__gt=Now()))
