"""Say what a SKU is worth."""

from wms.inventory.contracts import SetSkuValue, Sku
from wms.inventory.selectors.skus import describe_sku, skus_of
from wms.platform.commands import command


@command
def set_sku_value(command: SetSkuValue) -> Sku:
    """Keep what one base unit of a SKU is worth; the last word holds.

    Raises:
        SkuNotFound: the client has no such SKU.
    """
    code, value = command.value.sku, command.value.value
    row = skus_of(command.client_id, [code])[code]
    row.value_amount = None if value is None else value.value
    row.value_currency = "" if value is None else value.currency
    row.save(update_fields=["value_amount", "value_currency"])
    return describe_sku(row)
