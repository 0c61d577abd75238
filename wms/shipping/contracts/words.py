"""The words of shipping: ids and statuses."""

from enum import StrEnum
from typing import NewType
from uuid import UUID

from wms.kernel.ids import OrderId, round_id

ShipmentId = NewType("ShipmentId", UUID)
ManifestId = NewType("ManifestId", UUID)


def shipment_id_for(order_id: OrderId, round_no: int) -> ShipmentId:
    """Return the id that everybody who ships an order in this round arrives at."""
    return ShipmentId(round_id(order_id, "shipment", round_no))


class ShipmentStatus(StrEnum):
    """How far a shipment has come."""

    CREATED = "created"
    LABELLED = "labelled"
    MANIFESTED = "manifested"
    SHIPPED = "shipped"
    VOIDED = "voided"


class ManifestStatus(StrEnum):
    """A closed manifest is frozen: the carrier has its shipments. A dissolved one has none."""

    OPEN = "open"
    CLOSED = "closed"
    DISSOLVED = "dissolved"


class ManifestChange(StrEnum):
    """What is done to a manifest."""

    OPENED = "opened"
    SHIPMENTS_ADDED = "shipments_added"
    SHIPMENT_REMOVED = "shipment_removed"
    CLOSED = "closed"
    DISSOLVED = "dissolved"
