"""Sealed boxes and what is in them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from wms.packing.models.tasks import PackTask, PackTaskLine
from wms.platform.ids import new_id
from wms.platform.tables import in_schema


class Carton(models.Model):
    """A sealed box; grams and millimetres. One of a cancelled task is unpacked again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(PackTask, models.CASCADE, related_name="cartons")
    carton_no = models.PositiveIntegerField()
    weight_grams = models.PositiveIntegerField()
    length_mm = models.PositiveIntegerField(default=0)
    width_mm = models.PositiveIntegerField(default=0)
    height_mm = models.PositiveIntegerField(default=0)
    sealed_at = models.DateTimeField(default=timezone.now)
    unpacked_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Carton"]] = models.Manager()

    class Meta:
        db_table = in_schema("packing", "cartons")
        ordering: ClassVar = ["carton_no"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task", "carton_no"], name="carton_number_is_used_once_in_a_task"
            ),
            models.CheckConstraint(
                condition=Q(weight_grams__gt=0), name="carton_weighs_at_least_one_gram"
            ),
            models.CheckConstraint(
                condition=Q(carton_no__gt=0), name="cartons_are_counted_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"carton {self.carton_no}"


class CartonLine(models.Model):
    """Units of a line that lie in a carton."""

    carton = models.ForeignKey(Carton, models.CASCADE, related_name="lines")
    task_line = models.ForeignKey(PackTaskLine, models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["CartonLine"]] = models.Manager()

    class Meta:
        db_table = in_schema("packing", "carton_lines")
        ordering: ClassVar = ["task_line__line_no"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["carton", "task_line"], name="line_stands_once_in_a_carton"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="carton_line_is_for_at_least_one_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of line {self.task_line_id}"
