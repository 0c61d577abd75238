"""Answers kept for requests that carry an Idempotency-Key."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from wms.platform.tables import in_schema


class KeptAnswer(models.Model):
    """A request that was carried out, and its answer, written in the command's transaction.

    Every context declares a table of them for itself, since they commit with its commands.
    """

    id = models.UUIDField(primary_key=True)
    client_id = models.UUIDField()
    route = models.TextField()
    key = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    answer = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.route} {self.key}"


class IdempotencyRecord(KeptAnswer):
    """One row per request that the platform carried out itself."""

    class Meta(KeptAnswer.Meta):
        db_table = in_schema("platform", "idempotency_records")
