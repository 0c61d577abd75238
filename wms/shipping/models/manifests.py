"""The lists handed to carriers."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from wms.platform.ids import new_id
from wms.platform.numbers import NextNumber
from wms.platform.rows import HasStatus, LockableQuerySet
from wms.platform.tables import in_schema
from wms.shipping.contracts import ManifestStatus
from wms.shipping.domain.transitions import MANIFEST

ENDED = (ManifestStatus.CLOSED.value, ManifestStatus.DISSOLVED.value)


class ManifestQuerySet(LockableQuerySet["Manifest"]):
    """Ways to narrow or lock manifests."""

    def locked(self) -> "ManifestQuerySet":
        """Lock the rows in one global order; a manifest is locked before its shipments."""
        return self.order_by("id").select_for_update(of=("self",))


class Manifest(HasStatus, models.Model):
    """Shipments of one client for one truck of one carrier.

    One that is not open any more is frozen: triggers (see the first migration) refuse every change
    of its row, and of the shipments and parcels that were handed over with it.
    """

    transitions = MANIFEST

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(
        max_length=24, db_default=NextNumber("MF", "shipping.manifest_number")
    )
    carrier = models.CharField(max_length=32)
    client_id = models.UUIDField()
    warehouse_id = models.UUIDField()
    status = models.CharField(
        max_length=16,
        default=ManifestStatus.OPEN.value,
        choices=[(each.value, each.value) for each in ManifestStatus],
    )
    opened_by = models.CharField(max_length=150)
    closed_by = models.CharField(max_length=150, default="")
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    objects = ManifestQuerySet.as_manager()

    class Meta:
        db_table = in_schema("shipping", "manifests")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number"], name="manifest_number_is_given_once"),
            models.CheckConstraint(
                condition=Q(status=ManifestStatus.OPEN.value, closed_at=None)
                | Q(status__in=ENDED, closed_at__isnull=False),
                name="closed_manifest_says_when",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client_id", "-id"], name="manifest_of_client"),
            models.Index(fields=["client_id", "status", "-id"], name="manifest_by_status"),
        ]

    def __str__(self) -> str:
        return self.number
