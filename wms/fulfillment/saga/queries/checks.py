"""Why an order would be rejected."""

from collections.abc import Collection

from wms.fulfillment.saga.contracts.checks import CheckOrder, OrderCheck
from wms.inventory import facade as inventory
from wms.kernel.ids import ClientId
from wms.orders import facade as orders
from wms.platform.tenancy import facade as tenancy
from wms.shipping import facade as shipping


def reasons_to_reject(
    *, client_id: ClientId, skus: Collection[str], country: str
) -> tuple[str, ...]:
    """Return all that the siblings have against an order, each with its code."""
    unknown = inventory.unknown_skus(client_id=client_id, codes=skus)
    reasons = [f"unknown_sku: {sku}" for sku in unknown]
    if not shipping.is_servable(country=country):
        reasons.append(f"address_not_servable: {country}")
    return tuple(reasons)


def check_order(query: CheckOrder) -> OrderCheck:
    """Return whether an order would be taken in and pass validation now; nothing is written."""
    asked = query.order
    reasons = (
        *_reasons_of_the_site(asked.warehouse),
        *orders.reasons_to_refuse(client_id=query.client_id, order=asked),
        *reasons_to_reject(
            client_id=query.client_id,
            skus={line.sku for line in asked.lines},
            country=asked.shipping_address.country,
        ),
    )
    return OrderCheck(accepted=not reasons, reasons=reasons)


def _reasons_of_the_site(warehouse: str | None) -> tuple[str, ...]:
    try:
        if warehouse is None:
            tenancy.only_warehouse()
        else:
            tenancy.get_warehouse(code=warehouse)
    except tenancy.UnknownWarehouse as refusal:
        return (f"{refusal.code}: {refusal}",)
    return ()
