"""How goods move: stock units and the ledger, always together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wms.inventory.catalogue.contracts.words import MovementCause
from wms.inventory.catalogue.models.catalogue import Location
from wms.inventory.stock.models.ledger import StockMovement
from wms.inventory.stock.models.stock import StockUnit, UnitChange
from wms.inventory.stock.rules import Tally


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
    """Lock the stock units, change them, and write the ledger.

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


def _since(each: Move, journal: Journal) -> datetime:
    return each.source.stocked_at if isinstance(each.source, StockUnit) else journal.occurred_at


def lock_units(unit_ids: Iterable[UUID]) -> None:
    """Lock stock units in the one order, after the balances of their SKUs."""
    list(StockUnit.objects.filter(id__in=list(unit_ids)).locked().values_list("id"))


def _entry(each: Move, journal: Journal) -> StockMovement:
    goods = each.source if isinstance(each.source, StockUnit) else each.target
    if not isinstance(goods, StockUnit):
        raise TypeError("a movement has a stock unit at one end")
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


def _location_id(end: StockUnit | Location) -> UUID:
    return end.location_id if isinstance(end, StockUnit) else end.id
