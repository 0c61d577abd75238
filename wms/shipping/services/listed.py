"""Shipments that are put on a manifest and taken off, inside the transaction of a command."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from wms.kernel.ids import ClientId
from wms.platform.history.contracts import ChangedValue
from wms.shipping.contracts import (
    ManifestChange,
    ManifestId,
    ManifestNotFound,
    ManifestNotOpen,
    ManifestStatus,
    MixedCarriers,
    MixedManifest,
    ShipmentId,
    ShipmentNotFound,
    ShipmentNotReady,
    ShipmentStatus,
)
from wms.shipping.models import Manifest, Shipment, ShippingHistoryRecord


def check_found(wanted: Collection[ShipmentId], rows: Sequence[Shipment]) -> None:
    """Check that all shipments which are meant were locked.

    Raises:
        ShipmentNotFound: one of them does not exist, or there is none.
    """
    missing = set(wanted) - {ShipmentId(row.shipment_id) for row in rows}
    if missing or not rows:
        names = ", ".join(sorted(str(each) for each in missing)[:10])
        raise ShipmentNotFound(f"{len(missing)} shipments do not exist: {names}")


def check_listed_together(rows: Sequence[Shipment], beside: Manifest | None = None) -> None:
    """Check that shipments can go on one manifest, or beside those of one.

    Raises:
        ShipmentNotReady: one of them has no label, or stands on another list.
        MixedCarriers: they go with several carriers.
        MixedManifest: they are of several clients, or in several warehouses.
    """
    for row in rows:
        if row.status != ShipmentStatus.LABELLED or row.withdrawn_at:
            raise ShipmentNotReady(f"{row} is {row.status} and cannot be listed")
    those: list[Shipment | Manifest] = [*rows, *([] if beside is None else [beside])]
    carriers = {each.carrier for each in those}
    if len(carriers) > 1:
        raise MixedCarriers(f"{', '.join(sorted(carriers))} on one manifest")
    if len({(each.client_id, each.warehouse_id) for each in those}) > 1:
        raise MixedManifest("the shipments are of several clients, or in several warehouses")


def put_on(manifest: Manifest, rows: Iterable[Shipment], change: ManifestChange) -> None:
    """Let locked shipments stand on a manifest."""
    added = sorted(rows, key=_age)
    Shipment.objects.filter(pk__in=[row.pk for row in added]).update(
        status=ShipmentStatus.MANIFESTED, manifest=manifest
    )
    values = [ChangedValue(name="shipment", now=str(row)) for row in added]
    ShippingHistoryRecord.note(manifest.pk, change, values)


def take_off(
    manifest: Manifest, rows: Iterable[Shipment], change: ManifestChange, *, reason: str
) -> None:
    """Let locked shipments stand on a manifest no longer; they can be listed again."""
    taken = sorted(rows, key=_age)
    Shipment.objects.filter(pk__in=[row.pk for row in taken]).update(
        status=ShipmentStatus.LABELLED, manifest=None
    )
    values = [ChangedValue(name="shipment", was=str(row)) for row in taken]
    ShippingHistoryRecord.note(manifest.pk, change, values, reason=reason)


def lock_open(manifest_id: ManifestId, client_id: ClientId | None) -> Manifest:
    """Lock a manifest that shipments can still be put on and taken off.

    Raises:
        ManifestNotFound: there is none, or not of this client.
        ManifestNotOpen: it was handed over or dissolved.
    """
    row = Manifest.objects.locked_one(manifest_id, of=client_id, missing=ManifestNotFound)
    if row.status != ManifestStatus.OPEN:
        raise ManifestNotOpen(f"{row} is {row.status}")
    return row


def _age(row: Shipment) -> UUID:
    return row.id
