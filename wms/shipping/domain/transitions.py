"""Which states of a shipment may follow each other."""

from wms.kernel.transitions import Transitions
from wms.shipping.contracts import (
    ManifestNotOpen,
    ManifestStatus,
    ShipmentNotReady,
    ShipmentStatus,
)

SHIPMENT = Transitions(
    ShipmentNotReady,
    {
        ShipmentStatus.CREATED: frozenset({ShipmentStatus.LABELLED, ShipmentStatus.VOIDED}),
        ShipmentStatus.LABELLED: frozenset({ShipmentStatus.MANIFESTED, ShipmentStatus.VOIDED}),
        ShipmentStatus.MANIFESTED: frozenset(
            {ShipmentStatus.LABELLED, ShipmentStatus.SHIPPED, ShipmentStatus.VOIDED}
        ),
        ShipmentStatus.SHIPPED: frozenset(),
        ShipmentStatus.VOIDED: frozenset(),
    },
)
MANIFEST = Transitions(
    ManifestNotOpen,
    {
        ManifestStatus.OPEN: frozenset({ManifestStatus.CLOSED, ManifestStatus.DISSOLVED}),
        ManifestStatus.CLOSED: frozenset(),
        ManifestStatus.DISSOLVED: frozenset(),
    },
)
