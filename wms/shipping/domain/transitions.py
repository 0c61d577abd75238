"""Which states of a shipment may follow each other."""

from wms.kernel.transitions import Transitions
from wms.shipping.contracts import ManifestStatus, ShipmentNotReady, ShipmentStatus

SHIPMENT = Transitions(
    ShipmentNotReady,
    {
        ShipmentStatus.CREATED: frozenset({ShipmentStatus.LABELLED, ShipmentStatus.VOIDED}),
        ShipmentStatus.LABELLED: frozenset({ShipmentStatus.MANIFESTED, ShipmentStatus.VOIDED}),
        ShipmentStatus.MANIFESTED: frozenset({ShipmentStatus.SHIPPED, ShipmentStatus.VOIDED}),
        ShipmentStatus.SHIPPED: frozenset(),
        ShipmentStatus.VOIDED: frozenset(),
    },
)
MANIFEST = Transitions(
    ShipmentNotReady,
    {
        ManifestStatus.OPEN: frozenset({ManifestStatus.CLOSED}),
        ManifestStatus.CLOSED: frozenset(),
    },
)
