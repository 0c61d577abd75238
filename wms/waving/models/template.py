"""Templates: how a warehouse plans and releases by itself."""

from datetime import timedelta
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from wms.platform.ids import new_id
from wms.platform.tables import in_schema


class ReleasePolicy(models.TextChoices):
    """Who releases what a template planned."""

    MANUAL = "manual", "a person"
    SCHEDULED = "scheduled", "at once, by the schedule"


class WaveTemplateQuerySet(models.QuerySet["WaveTemplate"]):
    """Ways to lock templates."""

    def locked_unless_taken(self) -> "WaveTemplateQuerySet":
        """Lock the rows that nobody else is planning by at this moment."""
        return self.order_by("id").select_for_update(skip_locked=True)


class WaveTemplate(models.Model):
    """When to plan a wave of what waits, how big, and who releases it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    warehouse_id = models.UUIDField()
    name = models.CharField(max_length=64)
    max_orders = models.PositiveIntegerField(
        "orders at most", default=100, validators=[MinValueValidator(1), MaxValueValidator(5000)]
    )
    max_lines = models.PositiveIntegerField(
        "lines at most", default=2000, validators=[MinValueValidator(1), MaxValueValidator(50_000)]
    )
    max_wait = models.DurationField(
        default=timedelta(minutes=10),
        help_text="A wave is planned when it would be full, or when an order has waited this long.",
    )
    cutoff_time = models.TimeField(
        "cut-off",
        null=True,
        blank=True,
        help_text="When the truck leaves, in the warehouse's own time.",
    )
    release_policy = models.CharField(
        max_length=16, choices=ReleasePolicy.choices, default=ReleasePolicy.MANUAL
    )
    is_active = models.BooleanField("active", default=True)

    objects = WaveTemplateQuerySet.as_manager()

    class Meta:
        db_table = in_schema("waves", "wave_templates")
        ordering: ClassVar = ["warehouse_id", "name"]
        constraints = (
            models.UniqueConstraint(
                fields=["warehouse_id", "name"], name="warehouse_names_each_wave_template_once"
            ),
            models.CheckConstraint(
                condition=Q(max_orders__gt=0, max_lines__gt=0),
                name="wave_template_has_room_for_an_order",
            ),
            models.CheckConstraint(
                condition=Q(max_wait__gte=timedelta(0)), name="wave_template_waits_forward"
            ),
        )

    def __str__(self) -> str:
        return self.name
