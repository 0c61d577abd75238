"""Shipments and the parcels they consist of."""

from typing import ClassVar

from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone

from wms.platform.ids import new_id
from wms.platform.numbers import NextNumber
from wms.platform.rows import HasStatus, LockableQuerySet
from wms.platform.tables import in_schema
from wms.shipping.contracts import ShipmentStatus
from wms.shipping.domain.transitions import SHIPMENT
from wms.shipping.models.manifests import Manifest

ON_A_MANIFEST = (ShipmentStatus.MANIFESTED.value, ShipmentStatus.SHIPPED.value)
AWAITING_MANIFEST = Q(status=ShipmentStatus.LABELLED.value, withdrawn_at=None)


class ShipmentQuerySet(LockableQuerySet["Shipment"]):
    """Ways to narrow or lock shipments."""

    known_by = "shipment_id"
    noun = "shipping"

    def made(self) -> "ShipmentQuerySet":
        """Leave out the rows that only keep a round closed: a shipment has a number."""
        return self.filter(number__isnull=False)

    def awaiting_manifest(self) -> "ShipmentQuerySet":
        """Keep those that can be put on a manifest."""
        return self.filter(AWAITING_MANIFEST)

    def with_tracking(self) -> "ShipmentQuerySet":
        """Read the parcels in one query, without their labels, which only printers want."""
        return self.prefetch_related(Prefetch("parcels", Parcel.objects.defer("zpl")))

    def locked(self) -> "ShipmentQuerySet":
        """Lock the rows in one global order, so that two hand-overs cannot deadlock."""
        return self.order_by("shipment_id").select_for_update(of=("self",))


class Shipment(HasStatus, models.Model):
    """Cartons of one order in one round, to one consignee.

    ``shipment_id`` follows from order and round; ``id`` only sorts shipments by age. ``version``
    counts the published changes. One cancelled before it was made is no shipment: its row keeps
    the round closed, has no number, and is in no list.
    """

    transitions = SHIPMENT

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shipment_id = models.UUIDField(editable=False)
    number = models.CharField(  # noqa: DJ001 - unique among those that have one
        max_length=24, null=True, db_default=NextNumber("S", "shipping.shipment_number")
    )
    order_id = models.UUIDField()
    order_number = models.CharField(max_length=32, default="")
    client_id = models.UUIDField()
    warehouse_id = models.UUIDField()
    round_no = models.PositiveIntegerField()
    status = models.CharField(
        max_length=16, choices=[(each.value, each.value) for each in ShipmentStatus]
    )
    carrier = models.CharField(max_length=32, default="")
    service = models.CharField(max_length=32, default="")
    manifest = models.ForeignKey(
        Manifest, models.PROTECT, null=True, blank=True, related_name="shipments"
    )
    address = models.JSONField(default=dict)
    cancel_reason = models.CharField(max_length=200, default="")
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    # Set before the carrier is asked to take the labels back: from then on nothing may leave.
    withdrawn_at = models.DateTimeField(null=True)
    shipped_at = models.DateTimeField(null=True)

    objects = ShipmentQuerySet.as_manager()

    class Meta:
        db_table = in_schema("shipping", "shipments")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["shipment_id"], name="shipment_is_known_by_its_shipment_id"
            ),
            models.UniqueConstraint(
                fields=["order_id", "round_no"], name="order_has_one_shipment_per_round"
            ),
            models.UniqueConstraint(fields=["number"], name="shipment_number_is_given_once"),
            models.CheckConstraint(
                condition=Q(number__isnull=False) | Q(status=ShipmentStatus.VOIDED, version=0),
                name="shipment_that_was_made_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[each.value for each in ShipmentStatus]),
                name="shipment_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ON_A_MANIFEST, manifest__isnull=False)
                | (~Q(status__in=ON_A_MANIFEST) & Q(manifest=None)),
                name="manifested_shipment_stands_on_a_manifest",
            ),
            models.CheckConstraint(
                condition=~Q(
                    status__in=(ShipmentStatus.LABELLED.value, *ON_A_MANIFEST), carrier=""
                ),
                name="labelled_shipment_has_a_carrier",
            ),
            models.CheckConstraint(
                condition=Q(status=ShipmentStatus.SHIPPED.value, shipped_at__isnull=False)
                | (~Q(status=ShipmentStatus.SHIPPED.value) & Q(shipped_at=None)),
                name="shipped_shipment_says_when",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(status=ShipmentStatus.SHIPPED.value),
                name="withdrawn_label_never_leaves",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client_id", "-id"], name="shipment_of_client"),
            models.Index(fields=["client_id", "status", "-id"], name="shipment_by_status"),
            models.Index(
                fields=["client_id", "id"],
                condition=AWAITING_MANIFEST,
                name="shipment_awaiting_manifest",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"the shipment of order {self.order_id}"


class Parcel(models.Model):
    """A carton of a shipment; grams and millimetres. Its label is for the label printer."""

    shipment = models.ForeignKey(Shipment, models.CASCADE, related_name="parcels")
    carton_id = models.UUIDField()
    carton_no = models.PositiveIntegerField()
    weight_grams = models.PositiveIntegerField()
    length_mm = models.PositiveIntegerField(default=0)
    width_mm = models.PositiveIntegerField(default=0)
    height_mm = models.PositiveIntegerField(default=0)
    tracking_number = models.CharField(max_length=40, default="")
    zpl = models.TextField(default="")
    voided_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Parcel"]] = models.Manager()

    class Meta:
        db_table = in_schema("shipping", "parcels")
        ordering: ClassVar = ["carton_no"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["shipment", "carton_no"], name="carton_stands_once_in_a_shipment"
            ),
            models.UniqueConstraint(
                fields=["carton_id"],
                condition=Q(voided_at=None) & ~Q(tracking_number=""),
                name="carton_has_one_live_tracking_number",
            ),
            models.UniqueConstraint(
                fields=["tracking_number"],
                condition=~Q(tracking_number=""),
                name="tracking_number_is_on_one_carton",
            ),
            models.CheckConstraint(
                condition=Q(weight_grams__gt=0), name="parcel_weighs_at_least_one_gram"
            ),
            models.CheckConstraint(
                condition=Q(tracking_number="", zpl="") | (~Q(tracking_number="") & ~Q(zpl="")),
                name="tracking_number_comes_with_its_label",
            ),
        ]

    def __str__(self) -> str:
        return self.tracking_number or f"carton {self.carton_no}"
