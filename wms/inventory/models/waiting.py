"""Who waits for goods that become free."""

from collections.abc import Mapping
from uuid import UUID

from django.db import connection


def wishes_of_waiting(free: Mapping[UUID, int]) -> dict[UUID, dict[UUID, int]]:
    """Return what waiting reservations want, by balance, first to be served first.

    Only of those that want units of the given balances, and of none of these more than is free;
    what they want of other balances stands beside it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH free AS ("
            " SELECT * FROM unnest(%s::uuid[], %s::bigint[]) AS free (balance_id, quantity)"
            "), wish AS ("
            " SELECT line.reservation_id, sum(line.quantity) > free.quantity AS is_too_much"
            " FROM free"
            " JOIN inventory_reservationline AS line ON line.balance_id = free.balance_id"
            " JOIN inventory_reservation AS waiting"
            " ON waiting.id = line.reservation_id AND waiting.status = 'waiting'"
            " GROUP BY line.reservation_id, free.balance_id, free.quantity"
            "), candidate AS ("
            " SELECT reservation_id FROM wish GROUP BY reservation_id"
            " HAVING NOT bool_or(is_too_much)"
            ")"
            " SELECT waiting.id, line.balance_id, sum(line.quantity)::bigint"
            " FROM candidate"
            " JOIN inventory_reservation AS waiting ON waiting.id = candidate.reservation_id"
            " JOIN inventory_reservationline AS line ON line.reservation_id = waiting.id"
            " GROUP BY waiting.id, line.balance_id"
            " ORDER BY waiting.priority_rank, waiting.asked_at, waiting.id",
            [list(free), list(free.values())],
        )
        wishes: dict[UUID, dict[UUID, int]] = {}
        for reservation_id, balance_id, quantity in cursor.fetchall():
            wishes.setdefault(reservation_id, {})[balance_id] = quantity
    return wishes
