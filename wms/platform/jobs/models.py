"""What jobs could not do."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F
from django.utils import timezone

from wms.platform.tables import in_schema


class JobFault(models.Model):
    """A unit at which a job failed the last time it came by; a run that gets past it forgets it."""

    job = models.CharField(max_length=64)
    unit = models.CharField(max_length=200)
    message = models.TextField()
    times = models.PositiveBigIntegerField(default=1)
    first_at = models.DateTimeField("first", default=timezone.now)
    last_at = models.DateTimeField("last", default=timezone.now)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("platform", "job_faults")
        verbose_name = "job that fails"
        verbose_name_plural = "jobs that fail"
        ordering: ClassVar = ["job", "unit"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "unit"], name="job_fails_at_a_unit_in_one_row")
        ]

    def __str__(self) -> str:
        return f"{self.job}: {self.unit}"

    @classmethod
    def note(cls, job: str, unit: str, message: str) -> None:
        """Remember that a job failed at a unit, be it again."""
        now = timezone.now()
        again = {"message": message, "times": F("times") + 1, "last_at": now}
        if not cls.objects.filter(job=job, unit=unit).update(**again):
            first = {"message": message, "first_at": now, "last_at": now}
            cls.objects.get_or_create(job=job, unit=unit, defaults=first)
