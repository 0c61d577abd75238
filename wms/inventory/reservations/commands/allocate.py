"""How reservations become allocations, for one order or for many in the same statements."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from wms.inventory.catalogue.contracts.refusals import StockShort
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.reservations.commands import facts
from wms.inventory.reservations.commands.choosers import picker_of_units
from wms.inventory.reservations.commands.locked_balances import LockedBalances
from wms.inventory.reservations.models.reservations import Allocation, Reservation, ReservationLine
from wms.inventory.reservations.queries.allocations import open_places_of
from wms.inventory.reservations.rules.strategies import Demand, NewAllocation, UnitPicker
from wms.inventory.stock.models.balances import BalanceChange, StockBalance
from wms.inventory.stock.models.stock import StockUnit, UnitChange
from wms.inventory.stock.rules import Tally


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of allocating a reservation: its allocations, or why there are none."""

    claims: tuple[NewAllocation, ...] = ()
    refusal: StockShort | None = None


def allocate(rows: Collection[Reservation], balances: LockedBalances) -> dict[UUID, Outcome]:
    """Allocate stock units for locked active reservations, most urgent first, each in full or not.

    Those that are allocated already are left out of the answer.

    Raises:
        MoreNeeded: a reservation came to be after the balances to hold were chosen.
    """
    lines = _open_lines(rows)
    balance_ids = {line.balance_id for line in lines.values()}
    balances.require(balance_ids)
    chooser = picker_of_units(balance_ids)
    demands: dict[UUID, list[Demand]] = {}
    for line in lines.values():
        demand = Demand(
            line_id=line.id,
            balance_id=line.balance_id,
            sku=line.sku.code,
            quantity=line.promised,
        )
        demands.setdefault(line.reservation_id, []).append(demand)
    urgent_first = sorted(rows, key=lambda row: (row.priority_rank, row.asked_at, row.id))
    outcomes = {
        row.id: _claim(chooser, demands[row.id]) for row in urgent_first if row.id in demands
    }
    _write([row for row in urgent_first if row.id in demands], lines, outcomes)
    return outcomes


def _open_lines(rows: Collection[Reservation]) -> dict[UUID, ReservationLine]:
    lines = (
        ReservationLine.objects.filter(reservation__in=[row.id for row in rows], promised__gt=0)
        .select_related("sku")
        .order_by("reservation_id", "line_no")
    )
    return {line.id: line for line in lines}


def _claim(chooser: UnitPicker, demands: list[Demand]) -> Outcome:
    try:
        return Outcome(claims=tuple(chooser.claim(demands)))
    except StockShort as refusal:
        return Outcome(refusal=refusal)


def _write(
    rows: list[Reservation],
    lines: Mapping[UUID, ReservationLine],
    outcomes: Mapping[UUID, Outcome],
) -> None:
    claimed = [row for row in rows if outcomes[row.id].claims]
    balances = Tally(BalanceChange())
    units = Tally(UnitChange())
    allocations = []
    for row in claimed:
        for claim in outcomes[row.id].claims:
            turned = BalanceChange(reserved=-claim.quantity, allocated=claim.quantity)
            balances.add(lines[claim.line_id].balance_id, turned)
            units.add(claim.unit_id, UnitChange(allocated=claim.quantity))
            allocations.append(
                Allocation(
                    reservation=row,
                    line_id=claim.line_id,
                    unit_id=claim.unit_id,
                    quantity=claim.quantity,
                )
            )
    if not claimed:
        return
    StockBalance.objects.add(balances)
    StockUnit.objects.add(units)
    Allocation.objects.bulk_create(allocations)
    ids = [row.id for row in claimed]
    ReservationLine.objects.filter(reservation__in=ids, promised__gt=0).update(
        allocated=F("allocated") + F("promised"), promised=0
    )
    Reservation.objects.filter(id__in=ids).update(version=F("version") + 1)
    _publish(claimed)


def _publish(rows: list[Reservation]) -> None:
    """Say of each locked reservation which places it has, with the version it has reached."""
    places = open_places_of([row.id for row in rows])
    InventoryOutbox.publish_all(
        (facts.allocated(row, places[row.id]), row.version + 1) for row in rows
    )
