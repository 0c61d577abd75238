"""Questions about manifests."""

from collections.abc import Callable
from operator import attrgetter

from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce

from wms.kernel.ids import ClientId
from wms.kernel.pages import Page, PageRequest
from wms.platform.history.contracts import Change
from wms.platform.history.queries import list_history
from wms.platform.paging.lists import newest_first, of_each
from wms.shipping import contracts
from wms.shipping.contracts import (
    ManifestFilter,
    ManifestId,
    ManifestNotFound,
    ManifestStatus,
    ManifestSummary,
    ShipmentId,
)
from wms.shipping.models import Manifest, Shipment, ShippingHistoryRecord

_count_of: Callable[[Manifest], int] = attrgetter("shipment_count")


def get_manifest(
    *, manifest_id: ManifestId, client_id: ClientId | None = None
) -> contracts.Manifest:
    """Return a manifest with the ids of its shipments.

    Raises:
        ManifestNotFound: there is none, or not of this client.
    """
    manifests = Manifest.objects.of_client(client_id).filter(id=manifest_id)
    row = manifests.prefetch_related(_listed()).first()
    if row is None:
        raise ManifestNotFound(f"there is no manifest {manifest_id}")
    return describe(row)


def list_manifests(
    *, client_id: ClientId | None, filters: ManifestFilter, page: PageRequest
) -> Page[ManifestSummary]:
    """Return the manifests of a client (None: of all), newest first, their shipments counted."""
    rows = Manifest.objects.of_client(client_id).annotate(shipment_count=_counted())
    if filters.number is not None:
        rows = rows.filter(number=filters.number.strip().upper())
    if filters.carrier is not None:
        rows = rows.filter(carrier=filters.carrier)
    return newest_first(of_each(rows, "status", filters.status), page, _summarise)


def list_manifest_history(
    *, manifest_id: ManifestId, client_id: ClientId | None, page: PageRequest
) -> Page[Change]:
    """Return what was done to a manifest, the newest first.

    Raises:
        ManifestNotFound: there is none, or not of this client.
    """
    if not Manifest.objects.of_client(client_id).filter(id=manifest_id).exists():
        raise ManifestNotFound(f"there is no manifest {manifest_id}")
    return list_history(ShippingHistoryRecord, manifest_id, page)


def describe(row: Manifest) -> contracts.Manifest:
    """Return what others may know of a manifest."""
    return contracts.Manifest(
        manifest_id=ManifestId(row.id),
        number=row.number,
        carrier=row.carrier,
        status=ManifestStatus(row.status),
        shipment_ids=tuple(
            ShipmentId(each.shipment_id)
            for each in sorted(row.shipments.all(), key=lambda each: each.id)
        ),
        created_at=row.created_at,
        closed_at=row.closed_at,
    )


def _summarise(row: Manifest) -> ManifestSummary:
    return ManifestSummary(
        manifest_id=ManifestId(row.id),
        number=row.number,
        carrier=row.carrier,
        status=ManifestStatus(row.status),
        shipment_count=_count_of(row),
        created_at=row.created_at,
        closed_at=row.closed_at,
    )


def _counted() -> Coalesce:
    """Count beside each manifest of the page; a join would group all there are."""
    own = Shipment.objects.filter(manifest=OuterRef("pk")).order_by().values("manifest")
    return Coalesce(Subquery(own.annotate(count=Count("pk")).values("count")), 0)


def _listed() -> "Prefetch[str]":
    """Read no more of the shipments than their ids: a manifest may list thousands."""
    return Prefetch("shipments", Shipment.objects.only("id", "shipment_id", "manifest_id"))
