"""Which orders are, or were, in which wave."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wms.platform.ids import new_id
from wms.platform.tables import in_schema
from wms.waving.models.candidate import Candidate
from wms.waving.models.wave import Wave


class WaveOrderQuerySet(models.QuerySet["WaveOrder"]):
    """Ways to narrow or sort the orders of waves."""

    def held(self) -> "WaveOrderQuerySet":
        """Keep those that did not leave their wave; a cancelled one held them to its end."""
        return self.filter(left_at=None)

    def former(self) -> "WaveOrderQuerySet":
        """Keep those that left their wave."""
        return self.exclude(left_at=None)

    def assigned(self) -> "WaveOrderQuerySet":
        """Keep those whose order waits for the wave or was worked on in it."""
        return self.filter(Q(is_active=True) | Q(is_done=True))

    def most_urgent_first(self) -> "WaveOrderQuerySet":
        """Sort by priority, then by the day promised, then by age."""
        return self.order_by(
            "order__priority_rank", F("order__ship_by").asc(nulls_last=True), "order_id"
        )


class WaveOrder(models.Model):
    """An order in a wave: active until its work ended, it left, or the wave was cancelled.

    One that left stays as a row and says when and why; so does what a cancelled wave held.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="orders")
    order = models.ForeignKey(Candidate, models.PROTECT, related_name="waves")
    round_no = models.PositiveSmallIntegerField("round")
    is_active = models.BooleanField("active", default=True)
    is_done = models.BooleanField("done", default=False)
    left_at = models.DateTimeField("left", null=True, blank=True)
    left_because = models.TextField(blank=True, default="", db_default="")

    objects = WaveOrderQuerySet.as_manager()

    class Meta:
        db_table = in_schema("waves", "wave_orders")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wave", "order"], name="wave_lists_an_order_once"),
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(is_active=True),
                name="order_is_in_one_active_wave_only",
            ),
            models.CheckConstraint(
                condition=~Q(is_active=True, is_done=True),
                name="wave_order_is_active_or_done_never_both",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(is_active=False, is_done=False),
                name="wave_order_that_left_is_neither_active_nor_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} in {self.wave_id}"
