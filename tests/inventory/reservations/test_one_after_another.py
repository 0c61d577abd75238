"""Promising to many orders at once is promising to one after another."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.inventory import put, register_location, register_sku, reserving
from tests.inventory.reading import totals
from wms.inventory import facade as inventory
from wms.inventory.models import Backorder, InventoryOutbox, Reservation, ReservationLine
from wms.inventory.reservations.commands.reserve_orders import reserve_orders
from wms.inventory.reservations.contracts.reservations import RefusedReservation, ReserveOrders
from wms.kernel.errors import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EXAMPLES = count(1)


@pytest.fixture(autouse=True)
def shelf():
    register_location("A-01")


wished = st.lists(st.tuples(st.sampled_from("AB"), st.integers(1, 6)), min_size=1, max_size=3)
asked = st.lists(
    st.tuples(wished, st.integers(0, 2), st.booleans(), st.booleans()), min_size=1, max_size=6
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(stock=st.tuples(st.integers(0, 12), st.integers(0, 12)), orders=asked)
def test_it_is_as_if_they_had_come_one_after_another(stock, orders):
    together, alone = f"T{next(EXAMPLES)}", f"O{next(EXAMPLES)}"
    for prefix in (together, alone):
        for letter, units in zip("AB", stock, strict=True):
            if units:
                put(units, f"{prefix}-{letter}")
            else:
                register_sku(f"{prefix}-{letter}")

    mine = [_order(together, *order) for order in orders]
    theirs = [_order(alone, *order) for order in orders]
    answers = reserve_orders(ReserveOrders(orders=tuple(mine)))
    in_turn = sorted(range(len(theirs)), key=lambda place: theirs[place].priority_rank)
    singly = {place: _alone(theirs[place]) for place in in_turn}

    expected = [singly[place] for place in range(len(theirs))]
    assert [_seen(each, together) for each in answers] == [_seen(each, alone) for each in expected]
    assert _said(answers, together) == _said(expected, alone)
    assert _kept(answers) == _kept(expected)
    for letter, units in zip("AB", stock, strict=True):
        if units:
            assert totals(f"{together}-{letter}") == totals(f"{alone}-{letter}")


def _order(prefix, wishes, rank, takes_part, is_unknown):
    named = [(f"{prefix}-{letter}", units) for letter, units in wishes]
    if is_unknown:
        named.append((f"{prefix}-X", 1))
    return replace(reserving(*named, rank=rank), takes_part=takes_part)


def _alone(order):
    try:
        return inventory.reserve_stock(order)
    except DomainError as refusal:
        return RefusedReservation(
            order_id=order.order_id, round_no=1, code=refusal.code, detail=str(refusal)
        )


def _seen(answer, prefix):
    if isinstance(answer, RefusedReservation):
        return answer.code, answer.detail.replace(prefix, "")
    return answer.status, [
        (line.line_no, line.sku.removeprefix(prefix), line.quantity) for line in answer.lines
    ]


def _said(answers, prefix):
    """Return the events of each, without the names in which both runs differ."""
    said = []
    for answer in answers:
        if isinstance(answer, RefusedReservation):
            continue
        rows = InventoryOutbox.objects.filter(subject=answer.reservation_id)
        said.append(
            [
                (
                    row.event_type,
                    row.sequence,
                    row.data.replace(prefix, "")
                    .replace(str(answer.order_id), "")
                    .replace(str(answer.reservation_id), ""),
                )
                for row in rows
            ]
        )
    return said


def _kept(answers):
    """Return what the tables have of each."""
    kept = []
    for answer in answers:
        if isinstance(answer, RefusedReservation):
            continue
        row = Reservation.objects.get(id=answer.reservation_id)
        lines = ReservationLine.objects.filter(reservation=row).order_by("line_no")
        wishes = Backorder.objects.filter(reservation=row).order_by("balance_id")
        kept.append(
            (
                (row.status, row.priority_rank, row.takes_part, row.version, row.reason),
                list(lines.values_list("line_no", "quantity", "promised", "allocated")),
                sorted(wishes.values_list("quantity", "priority_rank", "takes_part")),
            )
        )
    return kept
