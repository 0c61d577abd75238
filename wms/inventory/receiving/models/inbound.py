"""Goods that are announced, and how much of them came."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wms.inventory.catalogue.models.catalogue import Sku
from wms.inventory.receiving.contracts.inbound import InboundStatus
from wms.inventory.receiving.rules.notice_states import NOTICE_TRANSITIONS
from wms.platform.ids import new_id
from wms.platform.numbers import NextNumber
from wms.platform.rows import HasStatus, LockableQuerySet
from wms.platform.tables import in_schema


class InboundNoticeQuerySet(LockableQuerySet["InboundNotice"]):
    """Ways to narrow or lock notices."""


class InboundNotice(HasStatus, models.Model):
    """Goods a client says are on their way; receipts count against its lines until it is closed."""

    transitions = NOTICE_TRANSITIONS

    STATUSES = tuple((status.value, status.value) for status in InboundStatus)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(
        max_length=24, unique=True, db_default=NextNumber("N", "inventory.inbound_notice_number")
    )
    client_id = models.UUIDField()
    warehouse_id = models.UUIDField()
    reference = models.CharField(max_length=64)
    status = models.CharField(max_length=16, choices=STATUSES, default=InboundStatus.OPEN.value)
    expected_on = models.DateField(null=True, blank=True)
    # More than is announced may come: somebody who may say so has said so.
    accept_over = models.BooleanField(default=False)
    actor = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=200, blank=True, default="")
    # The number of facts published about it.
    version = models.PositiveIntegerField(default=0)

    objects = InboundNoticeQuerySet.as_manager()

    class Meta:
        db_table = in_schema("inventory", "inbound_notices")
        constraints = (
            models.UniqueConstraint(
                fields=["client_id", "reference"],
                name="inbound_notice_reference_is_unique_per_client",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in InboundStatus]),
                name="inbound_notice_has_a_known_status",
            ),
            models.CheckConstraint(
                condition=Q(status="open", closed_at__isnull=True)
                | Q(status="closed", closed_at__isnull=False) & ~Q(closed_by=""),
                name="inbound_notice_closed_says_when_and_by_whom",
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["client_id", "status", "-id"], name="inbound_notice_by_client"),
            models.Index(fields=["client_id", "-id"], name="inbound_notice_newest"),
            models.Index(fields=["warehouse_id", "-id"], name="inbound_notice_by_warehouse"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class InboundLine(models.Model):
    """Units of a SKU that are expected, and those that came; without a lot, any lot counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    notice = models.ForeignKey(InboundNotice, models.PROTECT, related_name="lines", db_index=False)
    line_no = models.PositiveIntegerField()
    sku = models.ForeignKey(Sku, models.PROTECT, related_name="+")
    lot = models.CharField(max_length=64, blank=True, default="")
    expires_on = models.DateField(null=True, blank=True)
    expected = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    # What had not come when the notice was closed.
    short = models.BigIntegerField(default=0)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("inventory", "inbound_lines")
        ordering: ClassVar = ["notice", "line_no"]
        constraints = (
            models.UniqueConstraint(
                fields=["notice", "line_no"], name="inbound_notice_has_each_line_once"
            ),
            models.CheckConstraint(
                condition=Q(expected__gt=0), name="inbound_line_expects_at_least_one_unit"
            ),
            models.CheckConstraint(
                condition=Q(received__gte=0), name="inbound_line_never_received_less_than_nothing"
            ),
            models.CheckConstraint(
                condition=Q(short=0) | Q(short__gt=0, short=F("expected") - F("received")),
                name="inbound_line_is_short_of_what_did_not_come",
            ),
        )
        indexes = (
            models.Index(fields=["notice"], condition=Q(short__gt=0), name="inbound_line_short"),
        )

    def __str__(self) -> str:
        return f"line {self.line_no}"
