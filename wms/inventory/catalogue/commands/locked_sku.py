"""A SKU that is changed, inside the transaction of a command."""

from wms.inventory.catalogue.contracts.corrections import CatalogueChange
from wms.inventory.catalogue.models.catalogue import Sku
from wms.inventory.catalogue.queries.skus import skus_of
from wms.inventory.history import InventoryHistoryRecord
from wms.kernel.ids import ClientId


def lock_sku(client_id: ClientId, code: str) -> Sku:
    """Lock a SKU of a client; its goods can be booked meanwhile.

    Raises:
        SkuNotFound: the client has no such SKU.
    """
    known = skus_of(client_id, [code])[code]
    return Sku.objects.select_for_update(no_key=True).get(id=known.id)


def facts_of(row: Sku) -> int:
    """Return how many facts were published about a locked SKU; the first is that it is there."""
    corrections = InventoryHistoryRecord.objects.filter(
        subject_id=row.id, what=CatalogueChange.CORRECTED
    )
    return 1 + row.value_changes.count() + corrections.count()
