"""Which states of a shipment may follow each other."""

from collections.abc import Mapping
from types import MappingProxyType

from wms.shipping.contracts import ManifestStatus, ShipmentNotReady, ShipmentStatus

SHIPMENT: Mapping[ShipmentStatus, frozenset[ShipmentStatus]] = MappingProxyType(
    {
        ShipmentStatus.CREATED: frozenset({ShipmentStatus.LABELLED, ShipmentStatus.VOIDED}),
        ShipmentStatus.LABELLED: frozenset({ShipmentStatus.MANIFESTED, ShipmentStatus.VOIDED}),
        ShipmentStatus.MANIFESTED: frozenset({ShipmentStatus.SHIPPED, ShipmentStatus.VOIDED}),
        ShipmentStatus.SHIPPED: frozenset(),
        ShipmentStatus.VOIDED: frozenset(),
    }
)
MANIFEST: Mapping[ManifestStatus, frozenset[ManifestStatus]] = MappingProxyType(
    {
        ManifestStatus.OPEN: frozenset({ManifestStatus.CLOSED}),
        ManifestStatus.CLOSED: frozenset(),
    }
)


def next_status(current: str, wanted: ShipmentStatus) -> ShipmentStatus:
    """Return the wanted state of a shipment.

    Raises:
        ShipmentNotReady: it cannot follow the current one.
    """
    if wanted not in SHIPMENT[ShipmentStatus(current)]:
        raise ShipmentNotReady(f"a shipment that is {current} cannot become {wanted}")
    return wanted
