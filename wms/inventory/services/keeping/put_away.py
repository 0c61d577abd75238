"""Ask for goods that came to a dock to be put away."""

from collections.abc import Sequence
from uuid import UUID

from wms.inventory.contracts import LocationKind, MoveTaskKind, StockStatus
from wms.inventory.domain.putting_away import Goods, suggest
from wms.inventory.models import MoveTask, Receipt, StockUnit
from wms.inventory.selectors.put_away import spots_for
from wms.inventory.services.keeping.open_move_tasks import open_tasks


def open_put_away(receipt: Receipt, came: Sequence[tuple[StockUnit, int]]) -> list[MoveTask]:
    """Make a task for each line of a receipt that lies at a dock, with a suggested place.

    ``came`` is, line by line, the stock unit (with SKU and location) and the units that came.
    Nobody waits for the places: a suggestion may be taken by the time the goods get there.
    """
    at_dock = [
        (index, unit, quantity)
        for index, (unit, quantity) in enumerate(came)
        if unit.location.kind == LocationKind.DOCK
    ]
    if not at_dock:
        return []
    goods = [
        Goods(
            sku_id=unit.sku_id,
            lot=unit.lot,
            storage_class=unit.sku.storage_class,
            quantity=quantity,
            is_usable=unit.status == StockStatus.USABLE,
        )
        for _index, unit, quantity in at_dock
    ]
    places = suggest(goods, spots_for(receipt.warehouse_id, goods))
    return open_tasks(
        _task(receipt, index, unit, quantity, place)
        for (index, unit, quantity), place in zip(at_dock, places, strict=True)
    )


def _task(
    receipt: Receipt, index: int, unit: StockUnit, quantity: int, place: UUID | None
) -> MoveTask:
    return MoveTask(
        key=f"put-away/{receipt.id}/{index}",
        kind=MoveTaskKind.PUT_AWAY.value,
        client_id=receipt.client_id,
        warehouse_id=receipt.warehouse_id,
        sku_id=unit.sku_id,
        from_unit_id=unit.id,
        to_location_id=place,
        quantity=quantity,
    )
