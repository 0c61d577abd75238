"""Orders: what was asked for, and what has been recorded about it."""

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.utils import timezone

from wms.orders.contracts import OrderStatus, Priority, ShippingPolicy
from wms.orders.domain.transitions import TRANSITIONS
from wms.platform.ids import new_id
from wms.platform.numbers import NextNumber
from wms.platform.rows import HasStatus, LockableQuerySet
from wms.platform.tables import in_schema

STATUSES = [(status.value, status.value.replace("_", " ")) for status in OrderStatus]
PRIORITIES = [(priority.rank, priority.value.replace("_", " ")) for priority in Priority]
POLICIES = [(policy.value, policy.value.replace("_", " ")) for policy in ShippingPolicy]
# A rejected or cancelled order gives its reference back.
HAS_ENDED = ExpressionWrapper(
    Q(is_rejected=True) | Q(is_cancelled=True), output_field=models.BooleanField()
)


class OrderQuerySet(LockableQuerySet["Order"]):
    """Ways to narrow or lock orders."""

    noun = "order"

    def of_reference(self, client_id: UUID, external_ref: str) -> "OrderQuerySet":
        """Keep a client's orders of one reference: the one that holds it first, then the newest."""
        return self.filter(client_id=client_id, external_ref=external_ref).order_by(
            HAS_ENDED, "-id"
        )

    def locked(self) -> "OrderQuerySet":
        """Lock the rows in one global order, so that two commands cannot deadlock."""
        return self.order_by("id").select_for_update()


class Order(HasStatus, models.Model):
    """A client's demand. ``status`` is written only as the answer of ``status_of``.

    The previous order had the same reference, and was rejected or cancelled.
    """

    transitions = TRANSITIONS

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(
        max_length=24, unique=True, db_default=NextNumber("O", "orders.order_number")
    )
    client_id = models.UUIDField()
    warehouse_id = models.UUIDField()
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    external_ref = models.CharField(max_length=64)
    customer_id = models.CharField(max_length=64)
    priority_rank = models.PositiveSmallIntegerField("priority", choices=PRIORITIES)
    shipping_policy = models.CharField(max_length=24, choices=POLICIES)
    ship_by = models.DateField(null=True, blank=True)
    shipping_address = models.JSONField()
    line_count = models.PositiveIntegerField("lines")
    unit_count = models.PositiveBigIntegerField("units")

    milestones = ArrayField(models.CharField(max_length=24), default=list)
    is_rejected = models.BooleanField(default=False)
    is_cancelled = models.BooleanField(default=False)
    is_cancellation_requested = models.BooleanField(default=False)
    status = models.CharField(max_length=24, choices=STATUSES)
    reason = models.TextField(blank=True, default="")
    wave_id = models.UUIDField(null=True, blank=True)
    # The newest one that is known; it came into that wave, or left one.
    wave_assignment_no = models.PositiveIntegerField(default=0, db_default=0)
    tracking_numbers = ArrayField(models.CharField(max_length=64), default=list)

    received_at = models.DateTimeField("received", default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = OrderQuerySet.as_manager()

    class Meta:
        db_table = in_schema("orders", "orders")
        ordering: ClassVar = ["-id"]
        constraints = (
            models.UniqueConstraint(
                fields=["client_id", "external_ref"],
                condition=Q(is_rejected=False, is_cancelled=False),
                name="client_uses_an_external_ref_for_one_order_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in OrderStatus]),
                name="order_status_is_a_known_word",
            ),
            models.CheckConstraint(
                condition=Q(priority_rank__lt=len(Priority)), name="order_priority_is_known"
            ),
            models.CheckConstraint(
                condition=Q(shipping_policy__in=[policy.value for policy in ShippingPolicy]),
                name="order_shipping_policy_is_known",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="order_is_not_its_own_parent",
            ),
            models.CheckConstraint(
                condition=~Q(is_rejected=True, is_cancelled=True),
                name="order_ends_rejected_or_cancelled_never_both",
            ),
            models.CheckConstraint(
                condition=Q(line_count__gt=0, unit_count__gt=0), name="order_asks_for_something"
            ),
            models.CheckConstraint(condition=Q(version__gt=0), name="order_version_starts_at_one"),
        )
        indexes = (
            models.Index(fields=["client_id", "-id"], name="orders_by_client"),
            models.Index(fields=["client_id", "external_ref", "-id"], name="orders_by_reference"),
            models.Index(fields=["client_id", "status", "-id"], name="orders_by_status"),
            models.Index(fields=["client_id", "priority_rank", "-id"], name="orders_by_priority"),
            models.Index(fields=["client_id", "customer_id", "-id"], name="orders_by_customer"),
            models.Index(fields=["client_id", "received_at"], name="orders_by_arrival"),
            models.Index(fields=["ship_by"], name="orders_by_promise"),
        )

    def __str__(self) -> str:
        return str(self.number)

    @property
    def has_ended(self) -> bool:
        """Return whether the order was rejected or cancelled, and holds its reference no more."""
        return self.is_rejected or self.is_cancelled

    @property
    def priority(self) -> Priority:
        """Return how urgent the order is."""
        return tuple(Priority)[self.priority_rank]
