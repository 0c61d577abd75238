"""What people changed, as they asked for it; the ledger has the movements."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wms.inventory.adjustments.rules import ADJUSTMENT_TRANSITIONS
from wms.inventory.catalogue.contracts.words import (
    AdjustmentReason,
    AdjustmentStatus,
    StatusChangeReason,
)
from wms.platform.ids import new_id
from wms.platform.rows import HasStatus, LockableQuerySet
from wms.platform.tables import in_schema


class Change(models.Model):
    """What any of them has: whose goods, where, which lines, who, when, and the client's number."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client_id = models.UUIDField()
    warehouse_id = models.UUIDField()
    reference = models.CharField(max_length=64)
    lines = models.JSONField()
    actor = models.CharField(max_length=200)
    note = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client_id", "id"], name="%(class)s_by_client")
        ]

    def __str__(self) -> str:
        return self.reference


class Transfer(Change):
    """Goods that were carried from place to place."""

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta(Change.Meta):
        db_table = in_schema("inventory", "transfers")
        constraints = (
            models.UniqueConstraint(
                fields=["client_id", "reference"], name="transfer_is_booked_once_per_reference"
            ),
        )


class StatusChange(Change):
    """Goods that took another status where they are."""

    REASONS = tuple((each.value, each.value.replace("_", " ")) for each in StatusChangeReason)

    reason_code = models.CharField(max_length=32, choices=REASONS)
    force = models.BooleanField(default=False)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta(Change.Meta):
        db_table = in_schema("inventory", "status_changes")
        constraints = (
            models.UniqueConstraint(
                fields=["client_id", "reference"],
                name="status_change_is_booked_once_per_reference",
            ),
        )


class AdjustmentQuerySet(LockableQuerySet["Adjustment"]):
    """Ways to lock adjustments."""


class Adjustment(HasStatus, Change):
    """Goods found or written off; ``actor`` asked for it, ``decided_by`` is the approver."""

    transitions = ADJUSTMENT_TRANSITIONS

    REASONS = tuple((each.value, each.value.replace("_", " ")) for each in AdjustmentReason)
    STATUSES = tuple((each.value, each.value) for each in AdjustmentStatus)

    reason_code = models.CharField(max_length=32, choices=REASONS)
    # Who that is, and who decided: names can be had twice. Empty where it was not known yet.
    actor_id = models.CharField(max_length=64, blank=True, default="", db_default="")
    decided_by_id = models.CharField(max_length=64, blank=True, default="", db_default="")
    status = models.CharField(max_length=16, choices=STATUSES)
    force = models.BooleanField(default=False)
    units = models.BigIntegerField()
    # What it is worth as far as that is known: a decimal string by currency.
    worth: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=200, blank=True)
    # The number of facts published about it.
    version = models.PositiveIntegerField(default=0)

    objects = AdjustmentQuerySet.as_manager()

    class Meta(Change.Meta):
        db_table = in_schema("inventory", "adjustments")
        constraints = (
            models.UniqueConstraint(
                fields=["client_id", "reference"],
                name="adjustment_is_asked_for_once_per_reference",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[each.value for each in AdjustmentStatus]),
                name="adjustment_has_a_known_status",
            ),
            models.CheckConstraint(
                condition=Q(decided_by_id="") & ~Q(decided_by=F("actor"))
                | ~Q(decided_by_id="") & ~Q(decided_by_id=F("actor_id")),
                name="adjustment_is_decided_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(status="pending") | Q(decided_by=""),
                name="adjustment_pending_has_nobody_who_decided",
            ),
            models.CheckConstraint(
                condition=~Q(status="rejected") | ~Q(decided_by=""),
                name="adjustment_rejected_has_a_person_who_decided",
            ),
            models.CheckConstraint(
                condition=Q(units__gt=0), name="adjustment_is_of_at_least_one_unit"
            ),
        )
        indexes: ClassVar[list[models.Index]] = [
            *Change.Meta.indexes,
            models.Index(fields=["id"], condition=Q(status="pending"), name="adjustment_pending"),
        ]
