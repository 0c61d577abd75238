"""What was done to the things of a context."""

from collections.abc import Iterable
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils import timezone

from wms.platform.current_actor import current_actor
from wms.platform.history.contracts import ChangedValue
from wms.platform.ids import new_id


class HistoryRecord(models.Model):
    """One thing that was done to something, written with its effect.

    Every context declares a table of them for itself. It may add rows and read them, never change
    them (see ``wms.platform.postgresql.grants``).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_id = models.UUIDField(editable=False)
    what = models.CharField(max_length=32)
    values = models.JSONField(default=list)
    reason = models.CharField(max_length=200, default="")
    actor = models.CharField(max_length=150, default=current_actor)
    occurred_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True
        indexes: ClassVar = [
            models.Index(fields=["subject_id", "-id"], name="%(app_label)s_history_of_one")
        ]

    def __str__(self) -> str:
        return self.what.replace("_", " ")

    @classmethod
    def note(
        cls, subject_id: UUID, what: str, values: Iterable[ChangedValue] = (), *, reason: str = ""
    ) -> None:
        """Keep what was done, in the caller's transaction and in the name of who is acting."""
        cls.objects.create(
            subject_id=subject_id,
            what=what,
            values=[[each.name, each.was, each.now] for each in values],
            reason=reason,
        )
