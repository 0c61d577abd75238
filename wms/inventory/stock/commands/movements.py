"""How goods move: stock units and the ledger, always together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wms.inventory.catalogue.contracts.words import MovementCause, StockStatus
from wms.inventory.catalogue.models.catalogue import Location, Sku
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.stock.events import BookedMovement, MovementsBookedEvent
from wms.inventory.stock.models.ledger import StockMovement
from wms.inventory.stock.models.stock import StockUnit, UnitChange
from wms.inventory.stock.rules import Tally
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.platform.ids import new_id

LINES_OF_A_FACT = 500


@dataclass(frozen=True, kw_only=True)
class Move:
    """Units from one stock unit to another; a location where the end is virtual.

    ``claim`` is how many units less are allocated of the stock unit that they leave.
    """

    source: StockUnit | Location
    target: StockUnit | Location
    quantity: int
    idempotency_key: str
    cause: MovementCause
    reason: str = ""
    claim: int = 0


@dataclass(frozen=True, kw_only=True)
class Journal:
    """What all movements of one command have in common."""

    client_id: UUID
    warehouse_id: UUID
    occurred_at: datetime
    actor: str
    reference: str = ""
    order_id: UUID | None = None


def move(
    moves: Iterable[Move], journal: Journal, *, freed: Mapping[UUID, int] | None = None
) -> None:
    """Lock the stock units, change them, write the ledger, and publish what it says.

    ``freed`` is how many units of a stock unit stay there and are not allocated any more. The
    balances of the SKUs must be locked and changed before, if the units are eligible.
    """
    listed = list(moves)
    changes = Tally(UnitChange())
    for unit_id, units in (freed or {}).items():
        changes.add(unit_id, UnitChange(allocated=-units))
    for each in listed:
        if isinstance(each.source, StockUnit):
            leaving = UnitChange(on_hand=-each.quantity, allocated=-each.claim)
            changes.add(each.source.id, leaving)
        if isinstance(each.target, StockUnit):
            coming = UnitChange(on_hand=each.quantity, since=_since(each, journal))
            changes.add(each.target.id, coming)
    lock_units(changes)
    StockUnit.objects.add(changes)
    StockMovement.objects.write(_entry(each, journal) for each in listed)
    _publish(listed, journal)


def _since(each: Move, journal: Journal) -> datetime:
    return each.source.stocked_at if isinstance(each.source, StockUnit) else journal.occurred_at


def lock_units(unit_ids: Iterable[UUID]) -> None:
    """Lock stock units in the one order, after the balances of their SKUs."""
    list(StockUnit.objects.filter(id__in=list(unit_ids)).locked().values_list("id"))


def _entry(each: Move, journal: Journal) -> StockMovement:
    goods = _goods_of(each)
    source = each.source if isinstance(each.source, StockUnit) else goods
    target = each.target if isinstance(each.target, StockUnit) else goods
    return StockMovement(
        occurred_at=journal.occurred_at,
        client_id=journal.client_id,
        warehouse_id=journal.warehouse_id,
        sku_id=goods.sku_id,
        lot=goods.lot,
        quantity=each.quantity,
        from_unit=each.source if isinstance(each.source, StockUnit) else None,
        to_unit=each.target if isinstance(each.target, StockUnit) else None,
        from_location_id=_location_id(each.source),
        to_location_id=_location_id(each.target),
        from_status=source.status,
        to_status=target.status,
        cause=each.cause,
        reason=each.reason,
        actor=journal.actor,
        reference=journal.reference,
        order_id=journal.order_id,
        idempotency_key=each.idempotency_key,
    )


def _publish(moves: Sequence[Move], journal: Journal) -> None:
    codes = _codes_of([_goods_of(each) for each in moves])
    lines = [_booked(each, codes) for each in moves]
    InventoryOutbox.publish_all(
        (
            MovementsBookedEvent.of(
                journal,
                booking_id=new_id(),
                client_id=ClientId(journal.client_id),
                warehouse_id=WarehouseId(journal.warehouse_id),
                order_id=None if journal.order_id is None else OrderId(journal.order_id),
                lines=tuple(page),
            ),
            1,
        )
        for page in (
            lines[first : first + LINES_OF_A_FACT]
            for first in range(0, len(lines), LINES_OF_A_FACT)
        )
    )


def _booked(each: Move, codes: Mapping[UUID, str]) -> BookedMovement:
    goods = _goods_of(each)
    return BookedMovement(
        sku=codes[goods.sku_id],
        lot=goods.lot,
        expires_on=goods.expires_on,
        quantity=each.quantity,
        cause=each.cause,
        reason=each.reason,
        from_status=_status_of(each.source),
        to_status=_status_of(each.target),
    )


def _status_of(end: StockUnit | Location) -> StockStatus | None:
    return StockStatus(end.status) if isinstance(end, StockUnit) else None


def _codes_of(units: Iterable[StockUnit]) -> dict[UUID, str]:
    """Return the codes of the SKUs of stock units; what is at hand costs no question."""
    at_hand, others = {}, set()
    for each in units:
        if StockUnit._meta.get_field("sku").is_cached(each):
            at_hand[each.sku_id] = each.sku.code
        else:
            others.add(each.sku_id)
    others -= at_hand.keys()
    found = Sku.objects.filter(id__in=others).values_list("id", "code") if others else ()
    return at_hand | dict(found)


def _goods_of(each: Move) -> StockUnit:
    goods = each.source if isinstance(each.source, StockUnit) else each.target
    if not isinstance(goods, StockUnit):
        raise TypeError("a movement has a stock unit at one end")
    return goods


def _location_id(end: StockUnit | Location) -> UUID:
    return end.location_id if isinstance(end, StockUnit) else end.id
