"""The hand-over itself, inside the transaction of a command."""

from collections.abc import Sequence

from django.db.models import F
from django.utils import timezone

from wms.kernel.events import Event
from wms.shipping.contracts import (
    ManifestChange,
    ManifestStatus,
    ShipmentNotReady,
    ShipmentStatus,
)
from wms.shipping.models import Manifest, Shipment, ShippingHistoryRecord, ShippingOutbox
from wms.shipping.selectors import facts


def hand_over(manifest: Manifest, shipments: Sequence[Shipment], *, actor: str) -> None:
    """Close an open manifest, all shipments of which are locked and leave with it.

    Raises:
        ShipmentNotReady: the labels of one of them are being given back.
    """
    for row in shipments:
        if row.withdrawn_at:
            raise ShipmentNotReady(f"the labels of {row} are being given back")
    now = timezone.now()
    # The manifest is closed last: the database lets nothing on a closed one change any more.
    Shipment.objects.filter(pk__in=[row.pk for row in shipments]).update(
        status=ShipmentStatus.SHIPPED,
        manifest=manifest,
        shipped_at=now,
        version=F("version") + 1,
    )
    for row in shipments:
        row.status, row.manifest, row.shipped_at = ShipmentStatus.SHIPPED, manifest, now
        row.version += 1
    manifest.become(ManifestStatus.CLOSED)
    manifest.closed_by, manifest.closed_at = actor, now
    manifest.version += 1
    manifest.save(update_fields=["status", "closed_by", "closed_at", "version"])
    ShippingHistoryRecord.note(manifest.pk, ManifestChange.CLOSED)
    news: list[tuple[Event, int]] = [(facts.shipped(row), row.version) for row in shipments]
    news.append((facts.manifest_closed(manifest, shipments), manifest.version))
    ShippingOutbox.publish_all(news)
