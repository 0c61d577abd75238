"""Totals, stock units and counts of allocations, set to what their rows say."""

from collections.abc import Collection
from uuid import UUID

from django.utils import timezone

from wms.inventory.catalogue.contracts.words import MovementCause, VirtualLocation
from wms.inventory.catalogue.models.catalogue import Location
from wms.inventory.reservations.commands.locked_balances import LockedBalances
from wms.inventory.reservations.models.reservations import ReservationLine
from wms.inventory.stock.commands.movements import Journal, Move, lock_units, move
from wms.inventory.stock.models.balances import BalanceChange, StockBalance
from wms.inventory.stock.models.stock import StockUnit, UnitChange
from wms.inventory.verification.commands.diary import Diary
from wms.inventory.verification.contracts import RepairImpossible
from wms.inventory.verification.queries.expectations import (
    UnitCount,
    balances_without_history,
    lines_that_differ,
    totals_of,
    units_that_differ,
)
from wms.inventory.verification.queries.subjects import (
    words_of_balance,
    words_of_line,
    words_of_unit,
)
from wms.platform.ids import new_id


def recount(held: LockedBalances, balance_ids: Collection[UUID], diary: Diary) -> None:
    """Set lines and totals of held balances, then their stock units, to what their rows say.

    Totals come first, since reservations are locked before stock units. Nothing that totals are
    derived from changes while the balances are held.

    Raises:
        RepairImpossible: more is allocated for a line than it wants.
    """
    _recount_lines(balance_ids, diary)
    _recount_totals(held, balance_ids, diary)
    lock_units(count.unit.id for count in units_that_differ(balance_ids))
    counts = units_that_differ(balance_ids)
    for count in counts:
        if count.goods > count.ledger:
            _book(count, diary)
    _recount_units(counts, diary)


def _recount_lines(balance_ids: Collection[UUID], diary: Diary) -> None:
    """Count the allocations of lines; more than a line wants cannot be reserved beside them."""
    for line, claimed in lines_that_differ(balance_ids):
        if claimed > line.quantity:
            raise RepairImpossible(f"{claimed} units are allocated to a line of {line.quantity}")
        promised = min(line.promised, line.quantity - claimed)
        for what, was, now in (
            ("line claims", line.allocated, claimed),
            ("line reserved", line.promised, promised),
        ):
            diary.note(
                row_id=line.id,
                subject=words_of_line(line),
                what=what,
                was=was,
                now=now,
                owner=(line.reservation.client_id, line.reservation.warehouse_id),
            )
        ReservationLine.objects.filter(id=line.id).update(allocated=claimed, promised=promised)


def _recount_totals(held: LockedBalances, balance_ids: Collection[UUID], diary: Diary) -> None:
    totals = totals_of(balance_ids)
    unknown = balances_without_history(balance_ids)
    changes: dict[UUID, BalanceChange] = {}
    for row in StockBalance.objects.filter(id__in=balance_ids).select_related("sku"):
        is_now = totals[row.id]
        owner = (row.client_id, row.warehouse_id)
        for what in ("usable", "reserved", "allocated"):
            diary.note(
                row_id=row.id,
                subject=words_of_balance(row),
                what=what,
                was=getattr(row, what),
                now=getattr(is_now, what),
                owner=owner,
            )
        is_unknown = int(row.id in unknown)
        diary.note(
            row_id=row.id,
            subject=words_of_balance(row),
            what="history",
            was=is_unknown,
            now=0,
            owner=owner,
        )
        change = BalanceChange(
            usable=is_now.usable - row.usable,
            reserved=is_now.reserved - row.reserved,
            allocated=is_now.allocated - row.allocated,
        )
        if any(change) or is_unknown:
            changes[row.id] = change
    if changes:
        held.change(changes, why=diary.command.reason)


def _book(count: UnitCount, diary: Diary) -> None:
    """Book goods that must be there, since orders hold them, and that the ledger does not know."""
    unit = count.unit
    owner = (unit.balance.client_id, unit.balance.warehouse_id)
    diary.note(
        row_id=unit.id,
        subject=words_of_unit(unit),
        what="ledger",
        was=count.ledger,
        now=count.goods,
        owner=owner,
    )
    move(
        [
            Move(
                source=Location.objects.virtual(owner[1], VirtualLocation.ADJUSTMENT),
                target=unit,
                quantity=count.goods - count.ledger,
                idempotency_key=f"repair/{new_id()}",
                cause=MovementCause.ADJUSTMENT,
                reason="verification",
            )
        ],
        Journal(
            client_id=owner[0],
            warehouse_id=owner[1],
            occurred_at=timezone.now(),
            actor=diary.command.actor,
            reference=diary.command.reason[:64],
        ),
    )
    # The number of goods in hand was counted before.
    StockUnit.objects.add({unit.id: UnitChange(on_hand=count.ledger - count.goods)})


def _recount_units(counts: list[UnitCount], diary: Diary) -> None:
    for count in counts:
        unit = count.unit
        for what, now in (("on_hand", count.goods), ("allocated", count.claims)):
            diary.note(
                row_id=unit.id,
                subject=words_of_unit(unit),
                what=what,
                was=getattr(unit, what),
                now=now,
                owner=(unit.balance.client_id, unit.balance.warehouse_id),
            )
    StockUnit.objects.add(
        {
            count.unit.id: UnitChange(
                on_hand=count.goods - count.unit.on_hand,
                allocated=count.claims - count.unit.allocated,
            )
            for count in counts
        }
    )
