"""Make a SKU known."""

from dataclasses import asdict

from wms.inventory.catalogue.contracts.catalogue import RegisterSku, Sku
from wms.inventory.catalogue.contracts.refusals import SkuDiffers
from wms.inventory.catalogue.events import SkuRegisteredEvent
from wms.inventory.catalogue.models.catalogue import Sku as SkuRow
from wms.inventory.catalogue.queries.skus import describe_sku
from wms.inventory.catalogue.rules.gtin import checked_gtin
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.tags import forget_skus
from wms.platform.commands import command


@command
def register_sku(request: RegisterSku) -> Sku:
    """Make a SKU of a client known; the same SKU again changes nothing.

    Raises:
        InvalidGtin: its check digit is wrong.
        SkuDiffers: the client has a SKU of this code with other properties.
    """
    if request.sku.gtin is not None:
        checked_gtin(request.sku.gtin)
    properties = asdict(request.sku)
    properties["tracking"] = request.sku.tracking.value
    row, is_new = SkuRow.objects.get_or_create(
        client_id=request.client_id, code=properties.pop("code"), defaults=properties
    )
    if not is_new and any(getattr(row, name) != value for name, value in properties.items()):
        raise SkuDiffers(f"{row.code} is known with other properties")
    if is_new:
        InventoryOutbox.publish(
            SkuRegisteredEvent.of(row, sku_id=row.id, client_id=request.client_id), sequence=1
        )
        forget_skus([(row.client_id, row.code)])  # whoever asked for it was answered: there is none
    return describe_sku(row)
