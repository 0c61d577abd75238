"""What a person must decide."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from wms.fulfillment.exceptions.contracts.exceptions import ExceptionStatus
from wms.fulfillment.exceptions.rules.states import EXCEPTION_TRANSITIONS
from wms.platform.ids import new_id
from wms.platform.rows import HasStatus, LockableQuerySet
from wms.platform.tables import in_schema

OPEN, CLEARED = ExceptionStatus.OPEN.value, ExceptionStatus.CLEARED.value


class OperationalExceptionQuerySet(LockableQuerySet["OperationalException"]):
    """Ways to narrow or lock exceptions."""

    known_by = "exception_id"

    def open(self) -> "OperationalExceptionQuerySet":
        """Keep what somebody still has to look at."""
        return self.filter(status=OPEN)

    def snoozed(self, now: datetime) -> "OperationalExceptionQuerySet":
        """Keep what somebody has put off until after a time."""
        return self.open().filter(snoozed_until__gt=now)

    def in_the_way_of(self, raised: "OperationalException") -> "OperationalExceptionQuerySet":
        """Keep those that are open and stand for the same thing."""
        if raised.subject_id is not None:
            return self.none()
        same = self.open().filter(kind=raised.kind, subject=raised.subject, subject_id=None)
        if raised.order_id is None:
            return same.filter(order_id=None, client_id=raised.client_id)
        return same.filter(order_id=raised.order_id)

    def show(self, raised: "OperationalException") -> None:
        """Open an exception, or let the one that is in its way say what this one does."""
        known = self.in_the_way_of(raised).locked().first()
        if known is None:
            self.bulk_create([raised], ignore_conflicts=True)
        elif known.message != raised.message:
            known.message = raised.message
            known.version += 1
            known.save(update_fields=["message", "version"])

    def locked(self) -> "OperationalExceptionQuerySet":
        """Lock the rows in one global order, so that two commands cannot deadlock."""
        return self.order_by("id").select_for_update()


class OperationalException(HasStatus, models.Model):
    """Something, mostly about an order, that the system cannot settle alone.

    ``id`` sorts by age; ``exception_id`` is the one that whoever raised it derived. ``subject`` is
    what people call it. ``subject_id`` is the id of the row it is about, if its context says so:
    such a context knows what it has raised, and clears each by its id.
    """

    transitions = EXCEPTION_TRANSITIONS

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    exception_id = models.UUIDField(editable=False)
    kind = models.CharField(max_length=64)
    order_id = models.UUIDField(null=True, blank=True)
    client_id = models.UUIDField()
    subject = models.CharField(max_length=64)
    subject_id = models.UUIDField(null=True, blank=True, editable=False)
    message = models.CharField(max_length=500)
    status = models.CharField(
        max_length=16, default=OPEN, choices=[(word, word) for word in (OPEN, CLEARED)]
    )
    raised_at = models.DateTimeField("raised", default=timezone.now)
    cleared_at = models.DateTimeField("cleared", null=True, blank=True)
    cleared_by = models.CharField(max_length=150, default="", blank=True)
    note = models.CharField(max_length=500, default="", blank=True)
    snoozed_until = models.DateTimeField(null=True, blank=True)
    snoozed_by = models.CharField(max_length=150, default="", blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OperationalExceptionQuerySet.as_manager()

    class Meta:
        db_table = in_schema("fulfillment", "exceptions")
        verbose_name = "exception"
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["exception_id"], name="exception_is_known_by_its_exception_id"
            ),
            models.UniqueConstraint(
                fields=["order_id", "kind", "subject"],
                condition=Q(status=OPEN, subject_id__isnull=True),
                name="order_has_one_open_exception_of_a_kind_and_subject",
            ),
            models.UniqueConstraint(
                fields=["client_id", "kind", "subject"],
                condition=Q(status=OPEN, order_id__isnull=True, subject_id__isnull=True),
                name="subject_has_one_open_exception_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[OPEN, CLEARED]), name="exception_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status=OPEN, cleared_at__isnull=True, cleared_by="")
                | (Q(status=CLEARED, cleared_at__isnull=False) & ~Q(cleared_by="")),
                name="cleared_exception_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(snoozed_until__isnull=True, snoozed_by="")
                | (Q(snoozed_until__isnull=False) & ~Q(snoozed_by="")),
                name="snoozed_exception_says_until_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(version__gt=0), name="exception_version_starts_at_one"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client_id", "status", "-id"], name="exception_by_status"),
            models.Index(fields=["order_id", "-id"], name="exception_by_order"),
            models.Index(
                fields=["kind", "id"], condition=Q(status=OPEN), name="open_exception_by_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.kind}"

    def snooze(self, *, until: datetime, by: str, note: str) -> None:
        """Put a locked row off until a time; said once more by the same person, nothing changes."""
        note = note[:500]
        if (self.snoozed_until, self.snoozed_by, self.note) == (until, by, note):
            return
        self.snoozed_until, self.snoozed_by, self.note = until, by, note
        self.version += 1
        self.save(update_fields=["snoozed_until", "snoozed_by", "note", "version"])

    def clear(self, *, by: str, note: str) -> None:
        """Take a locked row off the list; one that is cleared stays as it is."""
        if self.status == CLEARED:
            return
        self.become(ExceptionStatus.CLEARED)
        self.cleared_at = timezone.now()
        self.cleared_by = by
        self.note = note[:500]
        self.version += 1
        self.save(update_fields=["status", "cleared_at", "cleared_by", "note", "version"])
