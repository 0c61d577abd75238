"""Answers kept for requests that carry an Idempotency-Key."""

from typing import ClassVar

from django.db import models
from django.utils import timezone


class IdempotencyRecord(models.Model):
    """A request that was carried out, and its answer, written in the command's transaction."""

    id = models.UUIDField(primary_key=True)
    client_id = models.UUIDField()
    route = models.TextField()
    key = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    answer = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects: ClassVar[models.Manager["IdempotencyRecord"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.route} {self.key}"
