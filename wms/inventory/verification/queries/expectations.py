"""What the numbers of some balances should be, by the rows they are derived from."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    Case,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from wms.inventory.catalogue.contracts.words import AllocationStatus, ReservationStatus
from wms.inventory.reservations.models.reservations import (
    COUNTED_UNITS,
    Allocation,
    ReservationLine,
)
from wms.inventory.stock.models.balances import StockBalance
from wms.inventory.stock.models.eligibility import ELIGIBLE
from wms.inventory.stock.models.ledger import StockMovement
from wms.inventory.stock.models.stock import StockUnit
from wms.inventory.verification.contracts import StockCheck
from wms.inventory.verification.queries.statements import STATEMENTS
from wms.platform.databases import cursor_of

NUMBER = BigIntegerField()


@dataclass(frozen=True, kw_only=True)
class UnitCount:
    """A stock unit, and what its rows say of it.

    ``goods`` is what it should hold: what the ledger says, yet never less than what orders have
    allocated of it, or had put down there and not shipped.
    """

    unit: StockUnit
    ledger: int
    goods: int
    claims: int


class Totals(NamedTuple):
    """What the totals of a balance should be."""

    usable: int
    reserved: int
    allocated: int


def units_that_differ(balance_ids: Collection[UUID]) -> list[UnitCount]:
    """Return the stock units of balances whose numbers are not what their rows say, by id."""
    rows = (
        _counted(StockUnit.objects.filter(balance__in=balance_ids))
        .exclude(Q(("on_hand", F("goods")), ("allocated", F("claims")), ("ledger", F("goods"))))
        .select_related("sku", "location", "balance")
        .order_by("id")
    )
    return [
        UnitCount(
            unit=row,
            ledger=_number(row, "ledger"),
            goods=_number(row, "goods"),
            claims=_number(row, "claims"),
        )
        for row in rows
    ]


def lines_that_differ(balance_ids: Collection[UUID]) -> list[tuple[ReservationLine, int]]:
    """Return lines of active reservations that count other allocations than there are."""
    ended = (AllocationStatus.RELEASED, AllocationStatus.DISPLACED)
    claims = Allocation.objects.filter(line=OuterRef("pk")).exclude(status__in=ended)
    rows = (
        ReservationLine.objects.filter(
            balance__in=balance_ids, reservation__status=ReservationStatus.ACTIVE
        )
        .annotate(claimed=_sum(claims, "line", COUNTED_UNITS))
        .exclude(allocated=F("claimed"))
        .select_related("sku", "reservation")
        .order_by("id")
    )
    return [(row, _number(row, "claimed")) for row in rows]


def totals_of(balance_ids: Collection[UUID]) -> dict[UUID, Totals]:
    """Return what the totals of balances should be, once their stock units are right."""
    units = _counted(StockUnit.objects.filter(balance__in=balance_ids)).annotate(
        usable=Case(When(ELIGIBLE, then=F("goods")), default=F("claims"), output_field=NUMBER)
    )
    usable = _by_balance(units.order_by().values("balance").annotate(total=Sum("usable")))
    lines = ReservationLine.objects.filter(balance__in=balance_ids, promised__gt=0)
    reserved = _by_balance(lines.order_by().values("balance").annotate(total=Sum("promised")))
    claims = Allocation.objects.filter(
        line__balance__in=balance_ids, status=AllocationStatus.OPEN
    ).annotate(balance=F("line__balance"))
    allocated = _by_balance(claims.order_by().values("balance").annotate(total=Sum("quantity")))
    return {
        each: Totals(usable.get(each, 0), reserved.get(each, 0), allocated.get(each, 0))
        for each in StockBalance.objects.filter(id__in=balance_ids).values_list("id", flat=True)
    }


def balances_without_history(balance_ids: Collection[UUID]) -> set[UUID]:
    """Return the balances of which the last row of their history says something else."""
    with cursor_of(StockBalance) as cursor:
        cursor.execute(
            f"SELECT id FROM ({STATEMENTS[StockCheck.HISTORY]}) AS differing (id, expected, found)"
            " WHERE id = ANY(%s)",
            [list(balance_ids)],
        )
        return {balance_id for (balance_id,) in cursor.fetchall()}


def _by_balance(rows: Iterable[Mapping[str, object]]) -> dict[object, int]:
    return {row["balance"]: int(str(row["total"])) for row in rows}


def _number(row: Model, field: str) -> int:
    return int(getattr(row, field))


def _counted(rows: QuerySet[StockUnit]) -> QuerySet[StockUnit]:
    claims = Allocation.objects.filter(unit=OuterRef("pk"), status=AllocationStatus.OPEN)
    staged = Allocation.objects.filter(staged_unit=OuterRef("pk"), status=AllocationStatus.PICKED)
    movements = StockMovement.objects.all()
    return rows.annotate(
        claims=_sum(claims, "unit", "quantity"),
        staged=_sum(staged, "staged_unit", "picked"),
        ledger=_sum(movements.filter(to_unit=OuterRef("pk")), "to_unit", "quantity")
        - _sum(movements.filter(from_unit=OuterRef("pk")), "from_unit", "quantity"),
    ).annotate(goods=Greatest(F("ledger"), F("claims") + F("staged"), output_field=NUMBER))


def _sum(rows: QuerySet[Model], key: str, units: str | Case) -> Coalesce:
    summed = rows.order_by().values(key).annotate(total=Sum(units)).values("total")
    return Coalesce(Subquery(summed), Value(0), output_field=NUMBER)
