"""The count somebody acts on."""

from wms.inventory.contracts import CountId, CountNotFound
from wms.inventory.models import CycleCount
from wms.kernel.ids import ClientId


def locked_count(count_id: CountId, client_id: ClientId | None) -> CycleCount:
    """Return the locked row of a count, with its location.

    Raises:
        CountNotFound: there is no such count, or not of this client.
    """
    rows = CycleCount.objects.of_client(client_id).filter(id=count_id)
    row = rows.select_related("location").locked().first()
    if row is None:
        raise CountNotFound(f"there is no count {count_id}")
    return row
