"""The count somebody acts on."""

from wms.inventory.counts.contracts.refused_counts import CountNotFound
from wms.inventory.work.contracts.counts import CountId
from wms.inventory.work.models.counts import CycleCount
from wms.kernel.ids import ClientId


def locked_count(count_id: CountId, client_id: ClientId | None) -> CycleCount:
    """Return the locked row of a count, with its location.

    Raises:
        CountNotFound: there is no such count, or not of this client.
    """
    rows = CycleCount.objects.select_related("location")
    return rows.locked_one(count_id, of=client_id, missing=CountNotFound)
