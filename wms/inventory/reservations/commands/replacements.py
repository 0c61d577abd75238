"""Other goods for what a picker did not find."""

from wms.inventory.reservations.commands.choosers import picker_of_units
from wms.inventory.reservations.commands.locked_balances import LockedBalances
from wms.inventory.reservations.models.reservations import Allocation, Reservation, ReservationLine
from wms.inventory.reservations.rules.strategies import Demand, NewAllocation
from wms.inventory.stock.models.balances import BalanceChange
from wms.inventory.stock.models.stock import StockUnit, UnitChange
from wms.platform.databases import cursor_of
from wms.platform.tables import table


def allocate_replacement(
    row: Reservation, line: ReservationLine, missing: int, balances: LockedBalances, why: str
) -> int:
    """Allocate stock for a line of a locked reservation, at most so many units; return how many.

    They are chosen by the rule that all allocations are. What is free goes first, then what is
    reserved for orders that come after this one; nothing is taken from more urgent ones.

    Raises:
        MoreNeeded: reservations that return to backorder are of other balances too.
        StockShort: the balance has units that lie nowhere; nothing is allocated.
    """
    there = balances.free[line.balance_id] + _promised_after(row, line)
    units = min(missing, there)
    if units <= 0:
        return 0
    balances.change({line.balance_id: BalanceChange(allocated=units)}, why=why)
    demand = Demand(line_id=line.id, balance_id=line.balance_id, sku=line.sku.code, quantity=units)
    _write(row, picker_of_units({line.balance_id}).claim([demand]))
    return units


def _promised_after(row: Reservation, line: ReservationLine) -> int:
    """Return how many units of the balance are reserved for orders less urgent than this one."""
    with cursor_of(ReservationLine) as cursor:
        cursor.execute(
            f"SELECT coalesce(sum(other.promised), 0) FROM {table(ReservationLine)} AS other"
            f" JOIN {table(Reservation)} AS owner ON owner.id = other.reservation_id"
            " WHERE other.balance_id = %s AND other.promised > 0"
            " AND (owner.priority_rank, owner.asked_at, owner.id) > (%s, %s, %s)",
            [line.balance_id, row.priority_rank, row.asked_at, row.id],
        )
        (units,) = cursor.fetchone()
        return int(units)


def _write(row: Reservation, claims: list[NewAllocation]) -> None:
    units = {claim.unit_id: UnitChange(allocated=claim.quantity) for claim in claims}
    StockUnit.objects.add(units)
    Allocation.objects.bulk_create(
        Allocation(
            reservation=row,
            line_id=claim.line_id,
            unit_id=claim.unit_id,
            quantity=claim.quantity,
        )
        for claim in claims
    )
