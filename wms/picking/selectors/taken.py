"""What walks whose events inventory has not handled yet have done to a location."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import F

from wms.picking.contracts import PickLineStatus
from wms.picking.models import PickTaskLine

CONFIRMED = (PickLineStatus.PICKED.value, PickLineStatus.SHORT.value)


def taken(*, allocation_ids: Collection[UUID]) -> Mapping[UUID, int]:
    """Return how many units of each allocation a picker has confirmed, if any.

    These are no longer goods of the shelf, whether they were taken or found missing or unfit, and
    however the task ended: they leave the books when the picks are booked.
    """
    stops = PickTaskLine.objects.filter(
        allocation_id__in=list(allocation_ids), status__in=CONFIRMED
    ).order_by()
    units = F("picked") + F("short_quantity")
    return dict(stops.values_list("allocation_id", units))
