"""Why a line of an order is not reserved, or has no places."""

from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from wms.inventory.catalogue.contracts.refusals import ReservationNotFound
from wms.inventory.catalogue.contracts.words import (
    AllocationStatus,
    ReservationStatus,
    StockStatus,
    UnitRefusal,
)
from wms.inventory.diagnosis.contracts import (
    Candidate,
    HolderState,
    Missing,
    ReservationLineNotFound,
    Rule,
    StockHolder,
    Taker,
    Verdict,
    WhyNot,
    WhyNotQuestion,
)
from wms.inventory.reservations.models.backorders import Backorder
from wms.inventory.reservations.models.reservations import Allocation, Reservation, ReservationLine
from wms.inventory.stock.models.eligibility import refusals_of
from wms.inventory.stock.models.stock import StockUnit
from wms.inventory.stock.queries.stock import describe_level
from wms.kernel.ids import ClientId, OrderId

MAX_AHEAD, MAX_CANDIDATES, MAX_TAKERS = 5, 50, 3


def why_not(*, client_id: ClientId, question: WhyNotQuestion) -> WhyNot:
    """Return how a line of an order stands, and every rule and order that is in its way.

    A few queries, however many candidates and orders there are.

    Raises:
        ReservationNotFound: nobody has asked for stock for such an order of the client.
        ReservationLineNotFound: nothing is reserved for this line, nor does it wait.
    """
    rows = Reservation.objects.filter(client_id=client_id, order_id=question.order_id)
    if question.round_no is not None:
        rows = rows.filter(round_no=question.round_no)
    row = rows.order_by("-round_no").first()
    if row is None:
        raise ReservationNotFound(f"nobody has asked for stock for {question.order_id}")
    lines = ReservationLine.objects.filter(reservation=row, line_no=question.line_no)
    line = lines.select_related("sku", "balance", "balance__sku").first()
    if line is None:
        raise ReservationLineNotFound(
            f"line {question.line_no} has nothing reserved and does not wait: {row.status}"
            + (f", {row.reason}" if row.reason else "")
        )
    missing = _missing(row)
    ahead = _ahead(row, line)
    units = StockUnit.objects.filter(balance=line.balance_id, on_hand__gt=0)
    verdict = _verdict(row, line, missing)
    return WhyNot(
        order_id=OrderId(row.order_id),
        order_number=row.order_number,
        round_no=row.round_no,
        line_no=line.line_no,
        sku=line.sku.code,
        quantity=line.quantity,
        promised=line.promised,
        claimed=line.allocated,
        status=ReservationStatus(row.status),
        verdict=verdict,
        sentence=verdict.sentence,
        reason=row.reason,
        missing=missing,
        level=describe_level(line.balance),
        ahead_count=ahead.count(),
        ahead=tuple(
            _waiter(backorder) for backorder in ahead.select_related("reservation")[:MAX_AHEAD]
        ),
        candidate_count=units.count(),
        candidates=_candidates(row, line.balance_id),
    )


def _missing(row: Reservation) -> tuple[Missing, ...]:
    """Return what the order waits for that nobody could reserve now, all its lines together."""
    backorders = Backorder.objects.filter(reservation=row).select_related("balance", "balance__sku")
    return tuple(
        Missing(sku=backorder.balance.sku.code, quantity=backorder.quantity - backorder.balance.atp)
        for backorder in sorted(backorders, key=lambda backorder: backorder.balance.sku.code)
        if backorder.quantity > backorder.balance.atp
    )


def _ahead(row: Reservation, line: ReservationLine) -> QuerySet[Backorder]:
    """Return who waits for the SKU and comes before this order, first in the queue first."""
    rows = Backorder.objects.filter(balance=line.balance_id)
    if row.status != ReservationStatus.WAITING:
        return rows.none()
    later = Q(priority_rank=row.priority_rank)
    return rows.filter(
        Q(priority_rank__lt=row.priority_rank)
        | later & Q(asked_at__lt=row.asked_at)
        | later & Q(asked_at=row.asked_at, reservation__lt=row.id)
    ).order_by("priority_rank", "asked_at", "reservation_id")


def _waiter(backorder: Backorder) -> StockHolder:
    return StockHolder(
        order_id=OrderId(backorder.reservation.order_id),
        order_number=backorder.reservation.order_number,
        round_no=backorder.reservation.round_no,
        line_no=None,
        state=HolderState.WAITS,
        quantity=backorder.quantity,
        since=backorder.asked_at,
        priority_rank=backorder.priority_rank,
        location=None,
        lot=None,
    )


def _verdict(row: Reservation, line: ReservationLine, missing: tuple[Missing, ...]) -> Verdict:
    match ReservationStatus(row.status):
        case ReservationStatus.RELEASED:
            return Verdict.RELEASED
        case ReservationStatus.CONSUMED:
            return Verdict.PICKED
        case ReservationStatus.WAITING:
            if not missing:
                return Verdict.NEXT_IN_TURN
            is_short = any(each.sku == line.sku.code for each in missing)
            return Verdict.STOCK_SHORT if is_short else Verdict.OTHER_LINES_SHORT
        case ReservationStatus.ACTIVE:
            return _verdict_of_active(line)


def _verdict_of_active(line: ReservationLine) -> Verdict:
    if line.promised + line.allocated < line.quantity:
        return Verdict.PROMISE_LOST
    if not line.promised:
        claims = Allocation.objects.filter(line=line, status=AllocationStatus.OPEN)
        return Verdict.CLAIMED if claims.exists() else Verdict.PICKED
    units = StockUnit.objects.eligible().filter(balance=line.balance_id)
    free = units.aggregate(free=Sum(F("on_hand") - F("allocated")))["free"] or 0
    return Verdict.WAVE_NOT_RELEASED if free >= line.promised else Verdict.NO_UNIT_TO_CLAIM


def _candidates(row: Reservation, balance_id: UUID) -> tuple[Candidate, ...]:
    units = list(
        StockUnit.objects.filter(balance=balance_id, on_hand__gt=0)
        .select_related("location")
        .order_by("location__pick_sequence", "location__code", "lot", "status", "id")[
            :MAX_CANDIDATES
        ]
    )
    takers = _takers(row, [unit.id for unit in units if unit.allocated])
    return tuple(
        Candidate(
            location=unit.location.code,
            lot=unit.lot,
            status=StockStatus(unit.status),
            on_hand=unit.on_hand,
            allocated=unit.allocated,
            refused_by=tuple(Rule(code=each, sentence=each.sentence) for each in _refusals(unit)),
            taken_by=tuple(takers.get(unit.id, ())),
        )
        for unit in units
    )


def _refusals(unit: StockUnit) -> tuple[UnitRefusal, ...]:
    return refusals_of(unit) + (() if unit.free > 0 else (UnitRefusal.CLAIMED,))


def _takers(row: Reservation, unit_ids: list[UUID]) -> dict[UUID, list[Taker]]:
    """Return the first of the other orders that have allocated goods of stock units."""
    claims = (
        Allocation.objects.filter(unit__in=unit_ids, status=AllocationStatus.OPEN)
        .exclude(reservation=row)
        .select_related("reservation")
        .annotate(
            place=Window(RowNumber(), partition_by=F("unit"), order_by=(F("allocated_at"), F("id")))
        )
        .filter(place__lte=MAX_TAKERS)
        .order_by("unit", "allocated_at", "id")
    )
    takers: dict[UUID, list[Taker]] = {}
    for claim in claims:
        takers.setdefault(claim.unit_id, []).append(
            Taker(
                order_id=OrderId(claim.reservation.order_id),
                order_number=claim.reservation.order_number,
                quantity=claim.quantity,
            )
        )
    return takers
