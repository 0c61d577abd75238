"""Make numbers agree again that do not."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from uuid import UUID

from wms.inventory.reservations.commands.balances import balances_of, balances_of_reservations
from wms.inventory.reservations.commands.locked_balances import LockedBalances, with_locked_balances
from wms.inventory.reservations.models.reservations import Reservation, ReservationLine
from wms.inventory.stock.models.balances import StockBalance
from wms.inventory.stock.models.ledger import MovementKey, StockMovement
from wms.inventory.stock.models.stock import StockUnit
from wms.inventory.verification.commands.corrections import recount
from wms.inventory.verification.commands.diary import Diary
from wms.inventory.verification.commands.rows import amend_rows
from wms.inventory.verification.contracts import (
    RepairImpossible,
    RepairStock,
    StockCheck,
    StockRepair,
    SubjectNotFound,
)
from wms.inventory.verification.queries.subjects import SubjectKind, kind_of
from wms.platform.commands import command


@command(limit=timedelta(minutes=10))
def repair_stock(request: RepairStock) -> StockRepair:
    """Set the numbers that a difference is about to what their rows say, and keep what they were.

    All numbers of a SKU in a warehouse follow from one another, so all of them are looked at, and
    those that agree stay as they are: a repair of sound stock changes nothing. Reservations that
    have no goods after that are withdrawn, units that are free after that go to those who wait.

    Raises:
        SubjectNotFound: there is no such row.
        RepairImpossible: more is allocated for a line than it wants, a movement is lost, or its key
            is that of another one.
        StockClaimed: more is allocated than there can be.
    """
    balance_ids = _BALANCES_OF[kind_of(request.check)](request.subject_id)
    if not balance_ids:
        raise SubjectNotFound(f"there is nothing to repair at {request.subject_id}")
    if request.check is StockCheck.PLACES:
        balance_ids |= _right_balance_of(request.subject_id)

    diary = with_locked_balances(balance_ids, _repair, request, frozenset(balance_ids))
    return StockRepair(check=request.check, numbers=diary.numbers)


def _repair(held: LockedBalances, request: RepairStock, balance_ids: frozenset[UUID]) -> Diary:
    diary = Diary(request)
    amend_rows(request, diary)
    recount(held, balance_ids, diary)
    diary.keep()
    return diary


def _right_balance_of(unit_id: UUID) -> set[UUID]:
    unit = StockUnit.objects.select_related("sku", "location").get(id=unit_id)
    return set(balances_of([unit.sku], unit.location.warehouse_id).values())


def _of_unit(unit_id: UUID) -> set[UUID]:
    return set(StockUnit.objects.filter(id=unit_id).values_list("balance_id", flat=True))


def _of_balance(balance_id: UUID) -> set[UUID]:
    return set(StockBalance.objects.filter(id=balance_id).values_list("id", flat=True))


def _of_line(line_id: UUID) -> set[UUID]:
    return set(ReservationLine.objects.filter(id=line_id).values_list("balance_id", flat=True))


def _of_reservation(reservation_id: UUID) -> set[UUID]:
    if not Reservation.objects.filter(id=reservation_id).exists():
        return set()
    return balances_of_reservations([reservation_id])


def _of_movement(movement_id: UUID) -> set[UUID]:
    row = StockMovement.objects.filter(id=movement_id).first()
    ends = () if row is None else (row.from_unit_id, row.to_unit_id)
    return set(
        StockUnit.objects.filter(id__in=[end for end in ends if end is not None]).values_list(
            "balance_id", flat=True
        )
    )


def _of_key(movement_id: UUID) -> set[UUID]:
    found = _of_movement(movement_id)
    if not found and MovementKey.objects.filter(movement_id=movement_id).exists():
        raise RepairImpossible(f"movement {movement_id} is not in the ledger any more")
    return found


_BALANCES_OF: Mapping[SubjectKind, Callable[[UUID], set[UUID]]] = {
    SubjectKind.UNIT: _of_unit,
    SubjectKind.BALANCE: _of_balance,
    SubjectKind.LINE: _of_line,
    SubjectKind.RESERVATION: _of_reservation,
    SubjectKind.MOVEMENT: _of_movement,
    SubjectKind.KEY: _of_key,
}
