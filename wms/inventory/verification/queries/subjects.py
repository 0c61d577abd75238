"""The rows that differences are about, in words that a person can act on."""

from collections.abc import Callable, Collection, Mapping
from enum import Enum, auto
from typing import NamedTuple
from uuid import UUID

from wms.inventory.reservations.models.reservations import Reservation, ReservationLine
from wms.inventory.stock.models.balances import StockBalance
from wms.inventory.stock.models.ledger import MovementKey, StockMovement
from wms.inventory.stock.models.stock import StockUnit
from wms.inventory.verification.contracts import StockCheck
from wms.kernel.ids import ClientId, WarehouseId
from wms.platform.tenancy import facade as tenancy


class SubjectKind(Enum):
    """What kind of row a check is about."""

    UNIT = auto()
    BALANCE = auto()
    LINE = auto()
    RESERVATION = auto()
    MOVEMENT = auto()
    KEY = auto()


class Subject(NamedTuple):
    """A row as people know it, and whose goods it is about, if anything says so."""

    words: str
    client_id: ClientId | None


_KINDS: Mapping[StockCheck, SubjectKind] = {
    StockCheck.LEDGER: SubjectKind.UNIT,
    StockCheck.UNIT_CLAIMS: SubjectKind.UNIT,
    StockCheck.USABLE: SubjectKind.BALANCE,
    StockCheck.RESERVED: SubjectKind.BALANCE,
    StockCheck.ALLOCATED: SubjectKind.BALANCE,
    StockCheck.LINE_CLAIMS: SubjectKind.LINE,
    StockCheck.CLOSED_ROUNDS: SubjectKind.RESERVATION,
    StockCheck.QUEUE: SubjectKind.RESERVATION,
    StockCheck.STAGED: SubjectKind.UNIT,
    StockCheck.PLACES: SubjectKind.UNIT,
    StockCheck.HISTORY: SubjectKind.BALANCE,
    StockCheck.KEYS: SubjectKind.MOVEMENT,
    StockCheck.LOST_MOVEMENTS: SubjectKind.KEY,
}


def kind_of(check: StockCheck) -> SubjectKind:
    """Return what kind of row the subjects of a check are."""
    return _KINDS[check]


def name(kind: SubjectKind, ids: Collection[UUID]) -> dict[UUID, Subject]:
    """Return rows of a kind in words, in one query."""
    return _NAMERS[kind](ids) if ids else {}


def _units(ids: Collection[UUID]) -> dict[UUID, Subject]:
    rows = StockUnit.objects.filter(id__in=ids).select_related("sku", "location")
    return {row.id: Subject(words_of_unit(row), ClientId(row.sku.client_id)) for row in rows}


def words_of_unit(row: StockUnit) -> str:
    """Return a stock unit in words; its SKU and location must have been fetched."""
    lot = f", lot {row.lot}" if row.lot else ""
    return f"{row.sku.code} at {row.location.code}{lot}, {row.status}"


def words_of_order(row: Reservation) -> str:
    """Return a reservation in words."""
    number = f"{row.order_number} " if row.order_number else ""
    return f"order {number}{row.order_id}, round {row.round_no}"


def words_of_line(row: ReservationLine) -> str:
    """Return a line in words; its SKU and reservation must have been fetched."""
    return f"line {row.line_no} ({row.sku.code}) of {words_of_order(row.reservation)}"


def words_of_balance(row: StockBalance) -> str:
    """Return a balance in words; its SKU must have been fetched."""
    return f"{row.sku.code} in {tenancy.warehouse_code(WarehouseId(row.warehouse_id))}"


def _balances(ids: Collection[UUID]) -> dict[UUID, Subject]:
    rows = StockBalance.objects.filter(id__in=ids).select_related("sku")
    return {row.id: Subject(words_of_balance(row), ClientId(row.client_id)) for row in rows}


def _lines(ids: Collection[UUID]) -> dict[UUID, Subject]:
    rows = ReservationLine.objects.filter(id__in=ids).select_related("sku", "reservation")
    return {
        row.id: Subject(words_of_line(row), ClientId(row.reservation.client_id)) for row in rows
    }


def _reservations(ids: Collection[UUID]) -> dict[UUID, Subject]:
    rows = Reservation.objects.filter(id__in=ids)
    return {row.id: Subject(words_of_order(row), ClientId(row.client_id)) for row in rows}


def words_of_movement(row: StockMovement) -> str:
    """Return a movement in words; its SKU must have been fetched."""
    return f"{row.cause} of {row.quantity} {row.sku.code}, {row.idempotency_key}"


def _movements(ids: Collection[UUID]) -> dict[UUID, Subject]:
    rows = StockMovement.objects.filter(id__in=ids).select_related("sku")
    return {row.id: Subject(words_of_movement(row), ClientId(row.client_id)) for row in rows}


def _keys(ids: Collection[UUID]) -> dict[UUID, Subject]:
    rows = MovementKey.objects.filter(movement_id__in=ids)
    return {
        row.movement_id: Subject(f"movement {row.key} of {row.occurred_at:%Y-%m-%d %H:%M}", None)
        for row in rows
    }


_NAMERS: Mapping[SubjectKind, Callable[[Collection[UUID]], dict[UUID, Subject]]] = {
    SubjectKind.UNIT: _units,
    SubjectKind.BALANCE: _balances,
    SubjectKind.LINE: _lines,
    SubjectKind.RESERVATION: _reservations,
    SubjectKind.MOVEMENT: _movements,
    SubjectKind.KEY: _keys,
}
