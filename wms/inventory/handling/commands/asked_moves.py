"""Moves as values: what is asked of work that may be undone and done again, try by try."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from wms.inventory.catalogue.contracts.words import MovementCause
from wms.inventory.catalogue.models.catalogue import Location
from wms.inventory.stock.commands.movements import Move
from wms.inventory.stock.models.stock import NewUnit, StockUnit

End = NewUnit | UUID


class AskedMove(NamedTuple):
    """Units from one end to another: a stock unit, be it there or not, or a virtual location."""

    source: End
    target: End
    quantity: int
    idempotency_key: str
    cause: MovementCause
    reason: str


def asked(moves: Iterable[Move]) -> tuple[AskedMove, ...]:
    """Return moves as values, without the rows that they were thought of with."""
    return tuple(
        AskedMove(
            source=_end(each.source),
            target=_end(each.target),
            quantity=each.quantity,
            idempotency_key=each.idempotency_key,
            cause=each.cause,
            reason=each.reason,
        )
        for each in moves
    )


def made(moves: Iterable[AskedMove]) -> list[Move]:
    """Return moves between rows that are there: stock units that are missing are made.

    The balances are held, and the locations locked, or read under their locks, before.
    """
    listed = list(moves)
    ends = [end for each in listed for end in (each.source, each.target)]
    units = StockUnit.objects.ensure(end for end in ends if isinstance(end, NewUnit))
    places = Location.objects.in_bulk([end for end in ends if isinstance(end, UUID)])

    def row_of(end: End) -> StockUnit | Location:
        return units[end.key] if isinstance(end, NewUnit) else places[end]

    return [
        Move(
            source=row_of(each.source),
            target=row_of(each.target),
            quantity=each.quantity,
            idempotency_key=each.idempotency_key,
            cause=each.cause,
            reason=each.reason,
        )
        for each in listed
    ]


def _end(end: StockUnit | Location) -> End:
    return end.as_new() if isinstance(end, StockUnit) else end.id
