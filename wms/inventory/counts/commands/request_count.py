"""Have a location counted because somebody asks."""

from wms.inventory.catalogue.queries.locations import locations_of
from wms.inventory.counts.contracts import counts as contracts
from wms.inventory.counts.contracts.counts import RequestCount
from wms.inventory.counts.contracts.refused_counts import NotCountedHere
from wms.inventory.counts.queries.counts import describe_count
from wms.inventory.work.commands.open_counts import open_counts
from wms.inventory.work.contracts.counts import CountCause
from wms.inventory.work.models.counts import CycleCount
from wms.inventory.work.rules.counted import COUNTED_AT
from wms.platform.commands import command


@command
def request_count(request: RequestCount) -> contracts.CycleCount:
    """Make a count of a client's goods at a location; an unfinished one is answered instead.

    Raises:
        LocationNotFound: the warehouse has no such location.
        NotCountedHere: goods there are on their way out with orders.
    """
    location = locations_of(request.warehouse_id, [request.location])[request.location]
    if location.kind not in COUNTED_AT:
        kind = location.kind.replace("_", " ")
        raise NotCountedHere(f"{location} is a {kind} location")
    while True:
        open_counts(
            [
                CycleCount(
                    client_id=request.client_id,
                    warehouse_id=request.warehouse_id,
                    location=location,
                    cause=CountCause.REQUESTED.value,
                    created_by=request.actor,
                )
            ]
        )
        counts = CycleCount.objects.unfinished().filter(
            location=location, client_id=request.client_id
        )
        row = counts.select_related("location").first()
        # The one that stood in the way may have ended this moment; then there is room for ours.
        if row is not None:
            return describe_count(row)
