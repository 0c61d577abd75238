"""Ask for goods that came to a dock to be put away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from wms.inventory.catalogue.contracts.words import LocationKind, MoveTaskKind, StockStatus
from wms.inventory.receiving.models.receipts import Receipt
from wms.inventory.receiving.queries.put_away import put_away_locations
from wms.inventory.receiving.rules.put_away import IncomingStock, suggest
from wms.inventory.stock.models.stock import StockUnit, UnitKey
from wms.inventory.work.commands.open_move_tasks import open_tasks
from wms.inventory.work.models.tasks import MoveTask


@dataclass(frozen=True, kw_only=True)
class DockLine:
    """A line of a receipt that lies at a dock, and the place suggested for it."""

    line: int
    unit: StockUnit
    quantity: int
    place_id: UUID | None


def plan_put_away(
    warehouse_id: UUID, came: Sequence[tuple[StockUnit, int]]
) -> tuple[DockLine, ...]:
    """Return the lines of a receipt that lie at a dock, each with a suggested place.

    ``came`` is, line by line, the stock unit (with SKU and location) and the units that come.
    Nobody waits for the places: a suggestion may be taken by the time the goods get there. Call
    it before any balance is locked.
    """
    goods = [_goods(unit, quantity) for unit, quantity in came]
    dock_lines = [
        line for line, (unit, _units) in enumerate(came) if unit.location.kind == LocationKind.DOCK
    ]
    if not dock_lines:
        return ()
    asked = [goods[line] for line in dock_lines]
    locations = {
        location.location_id: location for location in put_away_locations(warehouse_id, asked)
    }
    for (unit, _units), each in zip(came, goods, strict=True):
        if unit.location_id in locations:
            locations[unit.location_id] = locations[unit.location_id].plus(each)
    places = suggest(asked, locations.values())
    return tuple(
        DockLine(line=line, unit=came[line][0], quantity=came[line][1], place_id=place_id)
        for line, place_id in zip(dock_lines, places, strict=True)
    )


def _goods(unit: StockUnit, quantity: int) -> IncomingStock:
    return IncomingStock(
        sku_id=unit.sku_id,
        lot=unit.lot,
        storage_class=unit.sku.storage_class,
        quantity=quantity,
        is_usable=unit.status == StockStatus.USABLE,
    )


def open_put_away(
    receipt: Receipt, plan: Sequence[DockLine], there: Mapping[UnitKey, StockUnit]
) -> list[MoveTask]:
    """Make a task for each line of a plan, now that its goods are there."""
    return open_tasks(
        MoveTask(
            key=f"put-away/{receipt.id}/{each.line}",
            kind=MoveTaskKind.PUT_AWAY.value,
            client_id=receipt.client_id,
            warehouse_id=receipt.warehouse_id,
            sku_id=each.unit.sku_id,
            from_unit=there[each.unit.key],
            to_location_id=each.place_id,
            quantity=each.quantity,
        )
        for each in plan
    )
