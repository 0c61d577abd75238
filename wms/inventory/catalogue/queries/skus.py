"""Questions about SKUs."""

from collections.abc import Iterable
from decimal import Decimal

from wms.inventory.catalogue.contracts.catalogue import (
    Sku,
    SkuFilter,
    SkuValueChange,
    SkuValueFilter,
)
from wms.inventory.catalogue.contracts.refusals import SkuNotFound
from wms.inventory.catalogue.contracts.words import Tracking
from wms.inventory.catalogue.models.catalogue import Sku as SkuRow
from wms.inventory.catalogue.models.values import SkuValueChange as ChangeRow
from wms.inventory.history import InventoryHistoryRecord
from wms.kernel.ids import ClientId
from wms.kernel.pages import Page, PageRequest
from wms.orders.contracts import Money
from wms.platform.history.contracts import Change
from wms.platform.history.queries import list_history
from wms.platform.paging.lists import newest_first


def unknown_skus(*, client_id: ClientId, codes: Iterable[str]) -> tuple[str, ...]:
    """Return those of the codes that are no SKU of the client, sorted."""
    wanted = {code.upper() for code in codes}
    known = SkuRow.objects.filter(client_id=client_id, code__in=wanted)
    return tuple(sorted(wanted.difference(known.values_list("code", flat=True))))


def get_sku(*, client_id: ClientId, code: str) -> Sku:
    """Return a SKU of a client.

    Raises:
        SkuNotFound: the client has no such SKU.
    """
    return describe_sku(skus_of(client_id, [code.upper()])[code.upper()])


def list_sku_history(*, client_id: ClientId, code: str, page: PageRequest) -> Page[Change]:
    """Return who put a SKU right, and what was wrong, the newest first.

    Raises:
        SkuNotFound: the client has no such SKU.
    """
    row = skus_of(client_id, [code.upper()])[code.upper()]
    return list_history(InventoryHistoryRecord, row.id, page)


def list_skus(*, client_id: ClientId, filters: SkuFilter, page: PageRequest) -> Page[Sku]:
    """Return SKUs of a client, newest first."""
    rows = SkuRow.objects.filter(client_id=client_id)
    if filters.code is not None:
        rows = rows.filter(code=filters.code.upper())
    return newest_first(rows, page, describe_sku)


def skus_of(client_id: ClientId, codes: Iterable[str]) -> dict[str, SkuRow]:
    """Return SKUs of a client by their codes.

    Raises:
        SkuNotFound: the client has no such SKU.
    """
    wanted = set(codes)
    rows = SkuRow.objects.filter(client_id=client_id, code__in=wanted)
    found = {row.code: row for row in rows}
    missing = sorted(wanted - found.keys())
    if missing:
        raise SkuNotFound(f"unknown SKU: {', '.join(missing)}")
    return found


def describe_sku(row: SkuRow) -> Sku:
    """Return what callers may know of a SKU."""
    return Sku(
        sku_id=row.id,
        client_id=ClientId(row.client_id),
        code=row.code,
        description=row.description,
        base_unit=row.base_unit,
        gtin=row.gtin,
        weight_grams=row.weight_grams,
        length_mm=row.length_mm,
        width_mm=row.width_mm,
        height_mm=row.height_mm,
        tracking=Tracking(row.tracking),
        storage_class=row.storage_class,
        value=_money(row.value_amount, row.value_currency),
    )


def list_sku_values(
    *, client_id: ClientId, filters: SkuValueFilter, page: PageRequest
) -> Page[SkuValueChange]:
    """Return who has said what SKUs of a client are worth, newest first."""
    rows = ChangeRow.objects.filter(client_id=client_id).select_related("sku")
    if filters.sku is not None:
        rows = rows.filter(sku__code=filters.sku.upper())
    return newest_first(rows, page, _describe_change)


def _describe_change(row: ChangeRow) -> SkuValueChange:
    return SkuValueChange(
        change_id=row.id,
        sku=row.sku.code,
        before=_money(row.before_amount, row.before_currency),
        value=_money(row.amount, row.currency),
        actor=row.actor,
        actor_id=row.actor_id,
        changed_at=row.changed_at,
    )


def _money(amount: Decimal | None, currency: str) -> Money | None:
    if amount is None:
        return None
    # Without the zeros that the column adds.
    return Money(amount=f"{amount.normalize():f}", currency=currency)
