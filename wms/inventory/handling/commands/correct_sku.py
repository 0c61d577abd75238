"""Put a SKU right."""

from datetime import timedelta

from wms.inventory.catalogue.commands.locked_sku import facts_of, lock_sku
from wms.inventory.catalogue.contracts.catalogue import Sku
from wms.inventory.catalogue.contracts.corrections import CatalogueChange, CorrectSku
from wms.inventory.catalogue.contracts.refusals import SkuInStock
from wms.inventory.catalogue.events import SkuCorrectedEvent
from wms.inventory.catalogue.models.catalogue import Sku as SkuRow
from wms.inventory.catalogue.queries.skus import describe_sku
from wms.inventory.catalogue.rules.gtin import checked_gtin
from wms.inventory.history import InventoryHistoryRecord
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.stock.models.stock import StockUnit
from wms.inventory.tags import forget_skus
from wms.platform.commands import command
from wms.platform.history.contracts import ChangedValue

PATIENCE = timedelta(seconds=1)


@command
def correct_sku(request: CorrectSku) -> Sku:
    """Put properties of a SKU right; what is so already changes nothing, and nothing is said.

    Raises:
        SkuNotFound: the client has no such SKU.
        InvalidGtin: its check digit is wrong.
        SkuInStock: it is to be kept in another way, and there are goods of it.
    """
    row = lock_sku(request.client_id, request.code)
    wanted = request.correction.named()
    if request.correction.gtin:
        checked_gtin(request.correction.gtin)
    other = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not other:
        return describe_sku(row)
    if "tracking" in other:
        _check_none_there(row)
    values = [
        ChangedValue(name=name, was=_said(getattr(row, name)), now=_said(value))
        for name, value in other.items()
    ]
    for name, value in other.items():
        setattr(row, name, value)
    row.save(update_fields=list(other))
    forget_skus([(row.client_id, row.code)])
    InventoryHistoryRecord.note(
        row.id, CatalogueChange.CORRECTED, values, reason=request.correction.reason
    )
    InventoryOutbox.publish(
        SkuCorrectedEvent.of(row, sku_id=row.id, client_id=request.client_id),
        sequence=facts_of(row),
    )
    return describe_sku(row)


def _check_none_there(row: SkuRow) -> None:
    """Look once nobody books, and let nobody book goods in between.

    Whoever has looked how the SKU is kept, and books first goods of it later without a lot, is
    refused by the database (``goods_are_named_as_they_are_kept``).
    """
    StockUnit.objects.close_to_writers(PATIENCE)
    if StockUnit.objects.filter(sku=row, on_hand__gt=0).exists():
        raise SkuInStock(f"there are goods of {row}: how it is kept can change without any")


def _said(value: object) -> str:
    return "" if value is None else str(value)
