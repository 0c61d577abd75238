"""Generations: each making of a projection has rows of its own."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.expressions import Subquery
from django.utils import timezone

from wms.platform.tables import in_schema
from wms.reporting.projection.contracts import GenerationState

STATES = [(each.value, each.value) for each in GenerationState]


class Generation(models.Model):
    """One making of a projection, by one version of its rules; its rows have its id.

    What is asked for is the live one. The next is built beside it, and takes its place in one
    statement. ``read_to`` says how far each event log was read into it, by the name of its outbox.
    """

    id = models.AutoField(primary_key=True)
    projection = models.CharField(max_length=32)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=16, choices=STATES)
    read_to = models.JSONField(default=dict, blank=True)
    event_count = models.PositiveBigIntegerField("events read", default=0)
    started_at = models.DateTimeField("started", default=timezone.now)
    live_at = models.DateTimeField("live", null=True, blank=True)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("reporting", "generations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["projection"],
                condition=Q(state=GenerationState.LIVE.value),
                name="projection_has_one_live_generation",
            ),
            models.UniqueConstraint(
                fields=["projection"],
                condition=Q(state=GenerationState.BUILDING.value),
                name="projection_is_built_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in GenerationState]),
                name="generation_state_is_a_known_word",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.projection} {self.id}"


def live_generation(projection: str) -> Subquery:
    """Return the id of the generation that is asked for, as part of another statement."""
    live = Generation.objects.filter(projection=projection, state=GenerationState.LIVE.value)
    return Subquery(live.values("id"))
