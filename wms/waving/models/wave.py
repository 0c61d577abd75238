"""Waves: orders released together."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wms.platform.ids import new_id
from wms.platform.numbers import NextNumber
from wms.platform.rows import HasStatus, LockableQuerySet
from wms.platform.tables import in_schema
from wms.waving.contracts import WaveStatus
from wms.waving.domain.transitions import TRANSITIONS
from wms.waving.models.template import WaveTemplate

STATUSES = [(status.value, status.value.replace("_", " ")) for status in WaveStatus]


class WaveQuerySet(LockableQuerySet["Wave"]):
    """Ways to narrow or lock waves."""

    noun = "wave"

    def steered_by(self, client_id: UUID | None) -> "WaveQuerySet":
        """Keep those whose orders are all of this client; None steers every one."""
        return self if client_id is None else self.filter(client_id=client_id)

    def at_risk(self, before: datetime) -> "WaveQuerySet":
        """Keep those with work left whose truck leaves before an instant."""
        ended = [WaveStatus.COMPLETED.value, WaveStatus.CANCELLED.value]
        return self.filter(cutoff_at__lte=before).exclude(status__in=ended)

    def locked(self) -> "WaveQuerySet":
        """Lock the rows in one global order, before any candidate."""
        return self.order_by("id").select_for_update()


class Wave(HasStatus, models.Model):
    """A set of orders released together. Its counts are kept under its row lock.

    ``client_id`` is whose orders it holds; it is empty as soon as they are of more than one.
    """

    transitions = TRANSITIONS

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(
        max_length=24, unique=True, db_default=NextNumber("W", "waves.wave_number")
    )
    warehouse_id = models.UUIDField()
    client_id = models.UUIDField(null=True, editable=False)
    template = models.ForeignKey(
        WaveTemplate, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    status = models.CharField(max_length=16, choices=STATUSES)
    max_orders = models.PositiveIntegerField("order capacity")
    max_lines = models.PositiveIntegerField("line capacity")
    order_count = models.PositiveIntegerField("orders", default=0)
    line_count = models.PositiveIntegerField("lines", default=0)
    unit_count = models.PositiveBigIntegerField("units", default=0)
    done_count = models.PositiveIntegerField("done", default=0)
    cutoff_at = models.DateTimeField("cut-off", null=True, blank=True)
    release_at = models.DateTimeField(null=True, blank=True)
    planned_by = models.CharField(max_length=150)
    released_by = models.CharField(max_length=150, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    created_at = models.DateTimeField("planned", default=timezone.now)
    released_at = models.DateTimeField("released", null=True, blank=True)
    started_at = models.DateTimeField("started", null=True, blank=True)
    completed_at = models.DateTimeField("completed", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = WaveQuerySet.as_manager()

    class Meta:
        db_table = in_schema("waves", "waves")
        ordering: ClassVar = ["-id"]
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in WaveStatus]),
                name="wave_status_is_a_known_word",
            ),
            models.CheckConstraint(
                condition=Q(done_count__lte=F("order_count")),
                name="wave_is_done_with_no_more_orders_than_it_has",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["released", "in_progress", "completed"])
                | Q(released_at__isnull=False, order_count__gt=0),
                name="wave_is_never_released_empty",
            ),
            models.CheckConstraint(
                condition=~Q(status="scheduled") | Q(release_at__isnull=False),
                name="scheduled_wave_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["planned", "scheduled"]) | Q(order_count__gt=0),
                name="wave_without_orders_waits_for_nothing",
            ),
            models.CheckConstraint(condition=Q(version__gt=0), name="wave_version_starts_at_one"),
        )
        indexes = (
            models.Index(fields=["warehouse_id", "-id"], name="waves_by_warehouse"),
            models.Index(fields=["client_id", "-id"], name="waves_by_client"),
            models.Index(fields=["status", "-id"], name="waves_by_status"),
            models.Index(
                fields=["release_at"], condition=Q(status="scheduled"), name="waves_to_be_released"
            ),
        )

    def __str__(self) -> str:
        return str(self.number)
