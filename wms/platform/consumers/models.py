"""Signs of life of consumer groups, and the messages that they could not handle."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from wms.platform.tables import in_schema


class MemberMark(models.Model):
    """What one member of a group said a moment ago: a process that lives, and what it is given.

    A row, not a key in Redis: events are handled without Redis, and must not look stuck then.
    ``lags`` is how many messages each partition it owns has before it, by topic and partition.
    """

    member = models.UUIDField(primary_key=True)
    group = models.CharField(max_length=63)
    lags = models.JSONField(default=dict)
    behind_since = models.DateTimeField(null=True)  # when the oldest of these was sent
    waits_since = models.DateTimeField(null=True)  # the first try of what fails longest
    waits_for = models.CharField(max_length=500, default="")
    seen_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("platform", "member_marks")
        app_label = "consumers"

    def __str__(self) -> str:
        return f"{self.group} seen at {self.seen_at}"


class GroupAway(models.Model):
    """A group that was not at work when it was looked at; the row goes when it is again."""

    group = models.CharField(max_length=63, primary_key=True)
    since = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("platform", "groups_away")
        app_label = "consumers"

    def __str__(self) -> str:
        return f"{self.group} away since {self.since}"


class DeadLetter(models.Model):
    """A message that a group gave up, and where it is; the letter itself is in Kafka.

    It is settled when the group has handled the event after all, or a person has dismissed it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    group = models.CharField(max_length=63)
    topic = models.CharField(max_length=249)
    partition = models.IntegerField()
    offset = models.BigIntegerField()
    event_id = models.UUIDField(null=True)  # none if it cannot be read
    event_type = models.CharField(max_length=128, default="")
    occurred_at = models.DateTimeField(null=True)
    client_id = models.UUIDField(null=True)
    order_id = models.UUIDField(null=True)
    error = models.CharField(max_length=2_000)
    tries = models.PositiveIntegerField()
    parked_at = models.DateTimeField("parked", default=timezone.now)
    settled_at = models.DateTimeField("settled", null=True)
    settled_by = models.CharField(max_length=150, default="")

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("platform", "dead_letters")
        app_label = "consumers"
        verbose_name = "dead letter"
        ordering: ClassVar = ["-parked_at"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["group", "parked_at"],
                name="dead_letter_not_settled",
                condition=models.Q(settled_at__isnull=True),
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True, settled_by="")
                | (models.Q(settled_at__isnull=False) & ~models.Q(settled_by="")),
                name="settled_dead_letter_says_by_whom",
            )
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.event_type or 'unreadable'} of {self.topic}"

    @classmethod
    def note(cls, letter: Self) -> None:
        """Keep a letter; one that was settled, and came back, is open again."""
        cls.objects.bulk_create(
            [letter],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["error", "tries", "parked_at", "settled_at", "settled_by"],
        )

    @property
    def place(self) -> str:
        """Return where the message itself is, as long as its topic keeps it."""
        return f"{self.topic} [{self.partition}] at {self.offset}"

    def settle(self, by: str) -> None:
        """Note that nothing is left to do about it."""
        type(self).objects.filter(pk=self.pk, settled_at=None).update(
            settled_at=timezone.now(), settled_by=by[:150]
        )
