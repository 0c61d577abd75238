"""Say what a SKU is worth."""

from wms.inventory.catalogue.commands.locked_sku import facts_of, lock_sku
from wms.inventory.catalogue.contracts.catalogue import SetSkuValue, Sku
from wms.inventory.catalogue.events import SkuValuedEvent
from wms.inventory.catalogue.models.values import SkuValueChange
from wms.inventory.catalogue.queries.skus import describe_sku
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.tags import forget_skus
from wms.kernel.ids import ClientId
from wms.platform.commands import command


@command
def set_sku_value(request: SetSkuValue) -> Sku:
    """Keep what one base unit of a SKU is worth, and who says so; the last word holds.

    What it was stays in the history. Whether the caller may is for the caller's edge to check.

    Raises:
        SkuNotFound: the client has no such SKU.
    """
    code, value = request.value.sku, request.value.value
    row = lock_sku(request.client_id, code)
    before = (row.value_amount, row.value_currency)
    row.value_amount = None if value is None else value.value
    row.value_currency = "" if value is None else value.currency
    if before != (row.value_amount, row.value_currency):
        row.save(update_fields=["value_amount", "value_currency"])
        forget_skus([(row.client_id, row.code)])
        SkuValueChange.objects.create(
            client_id=row.client_id,
            sku=row,
            before_amount=before[0],
            before_currency=before[1],
            amount=row.value_amount,
            currency=row.value_currency,
            actor=request.actor,
            actor_id=request.actor,
        )
        InventoryOutbox.publish(
            SkuValuedEvent(
                sku_id=row.id, client_id=ClientId(row.client_id), code=row.code, value=value
            ),
            sequence=facts_of(row),
        )
    return describe_sku(row)
