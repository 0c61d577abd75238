"""What may follow what, what a scan may do, and what the database refuses by itself."""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import product
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.picking import claimed_task, open_task
from tests.support.database import connection
from wms.inventory.contracts import ReasonCode
from wms.kernel.errors import DomainError
from wms.picking.contracts import (
    Pick,
    PickedLine,
    PickLineStatus,
    PickTaskNotReady,
    PickTaskStatus,
)
from wms.picking.domain.confirmations import confirm
from wms.picking.domain.shorts import short_message
from wms.picking.domain.transitions import LINE, TASK
from wms.picking.models import PickTask, PickTaskLine

ALLOWED = {
    ("preparing", "open"),
    ("preparing", "cancelled"),
    ("open", "assigned"),
    ("open", "completed"),
    ("open", "cancelled"),
    ("assigned", "open"),
    ("assigned", "in_progress"),
    ("assigned", "cancelled"),
    ("in_progress", "open"),
    ("in_progress", "assigned"),
    ("in_progress", "completed"),
    ("in_progress", "cancelled"),
}


@pytest.mark.parametrize(("current", "wanted"), list(product(PickTaskStatus, PickTaskStatus)))
def test_the_states_of_a_task(current, wanted):
    if (current, wanted) in ALLOWED:
        assert TASK.follow("it", current, wanted) == wanted
    else:
        with pytest.raises(PickTaskNotReady):
            TASK.follow("it", current, wanted)


def test_the_states_of_a_stop():
    assert set(TASK) == set(PickTaskStatus)
    assert {(a, b) for a, after in LINE.items() for b in after} == {
        ("open", "picked"),
        ("open", "short"),
        ("open", "cancelled"),
    }
    assert set(LINE) == set(PickLineStatus)


@dataclass
class Stop:
    allocation_id: UUID
    quantity: int
    location: str = "A-01"
    sku: str = "BOLT-M8"
    picked: int = 0
    status: str = "open"


stops = st.lists(st.builds(Stop, st.uuids(), st.integers(1, 9)), min_size=1, max_size=4)


@given(stops=stops, data=st.data())
def test_a_list_of_picks_is_refused_or_accounts_for_every_unit(stops, data):
    by_id = {stop.allocation_id: stop for stop in stops}
    picks = data.draw(
        st.lists(
            st.builds(
                Pick,
                allocation_id=st.sampled_from(sorted(by_id)),
                location=st.just("A-01"),
                sku=st.just("bolt-m8"),
                quantity=st.integers(0, 10),
                reason=st.sampled_from([None, *ReasonCode]),
            ),
            max_size=5,
        )
    )
    first = {pick.allocation_id: pick for pick in reversed(picks)}
    asked = {each: pick.quantity for each, pick in first.items()}
    if any(asked[pick.allocation_id] != pick.quantity for pick in picks) or any(
        pick.quantity > by_id[each].quantity
        or (pick.quantity < by_id[each].quantity and pick.reason is None)
        for each, pick in first.items()
    ):
        with pytest.raises(DomainError):
            confirm(by_id, picks)
        return
    outcomes = confirm(by_id, picks)
    assert {stop.allocation_id: end.picked for stop, end in outcomes} == asked
    for stop, end in outcomes:
        assert end.picked + end.short_quantity == stop.quantity
        assert (end.status == PickLineStatus.SHORT) == (end.short_quantity > 0)
        assert (end.reason is not None) == (end.short_quantity > 0)
    assert max(Counter(stop.allocation_id for stop, _ in outcomes).values(), default=0) <= 1


def test_an_exception_lists_ten_places_at_most():
    line = PickedLine(
        allocation_id=uuid4(),
        line_no=1,
        sku="NUT",
        location="B-01",
        lot="",
        quantity=1,
        short_quantity=2,
        reason=ReasonCode.EXPIRED,
    )
    full = replace(line, short_quantity=0, reason=None)

    assert short_message([full]) == ""
    assert short_message([full, line]) == "2 of 3 units of NUT missing at B-01 (expired)"
    assert short_message([line] * 12).endswith("(expired); and 2 more places")


def execute(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("stop_never_gives_more_than_it_asks_for", "picked = quantity + 1"),
        ("picked_stop_gave_all_its_units", "status = 'picked', picked = quantity - 1"),
        ("short_stop_says_how_many_and_why", "status = 'short', short_quantity = quantity"),
        ("short_stop_says_how_many_and_why", "status = 'short', reason = 'damaged'"),
        ("unconfirmed_stop_gave_nothing", "picked = 1"),
        ("stop_asks_for_at_least_one_unit", "quantity = 0"),
    ],
)
def test_the_database_refuses_a_stop_that_does_not_add_up(constraint, change):
    task = open_task()
    row = PickTaskLine.objects.get(task__task_id=task.task_id)

    with pytest.raises(IntegrityError, match=constraint):
        execute(f"UPDATE picking.pick_task_lines SET {change} WHERE id = %s", row.id)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("claimed_pick_task_has_a_worker", "worker = ''"),
        ("completed_pick_task_with_stops_has_a_worker", "status = 'completed', worker = ''"),
        ("open_pick_task_has_no_worker", "status = 'open'"),
        ("pick_task_status_is_known", "status = 'lost'"),
    ],
)
def test_the_database_refuses_a_task_that_cannot_be(constraint, change):
    task = claimed_task()

    with pytest.raises(IntegrityError, match=constraint):
        execute(f"UPDATE picking.pick_tasks SET {change} WHERE task_id = %s", task.task_id)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("order_has_one_pick_task_per_round", {"task_id": uuid4()}),
        ("pick_task_is_known_by_its_task_id", {"round_no": 2}),
    ],
)
def test_the_database_keeps_one_task_per_order_and_round(constraint, change):
    task = open_task()
    known = PickTask.objects.values(
        "task_id", "order_id", "client_id", "warehouse_id", "round_no", "status"
    ).get(task_id=task.task_id)

    with pytest.raises(IntegrityError, match=constraint):
        PickTask.objects.create(**known | change)


@pytest.mark.django_db
def test_the_database_keeps_one_stop_per_allocation():
    task = open_task()
    row = PickTask.objects.get(task_id=task.task_id)
    stop = row.lines.get()

    with pytest.raises(IntegrityError, match="allocation_is_picked_by_one_stop"):
        execute(
            "INSERT INTO picking.pick_task_lines (task_id, allocation_id, line_no, sku, location,"
            " pick_sequence, lot, quantity, picked, short_quantity, reason, status)"
            " VALUES (%s, %s, 1, 'X', 'Y', 1, '', 1, 0, 0, '', 'open')",
            row.id,
            stop.allocation_id,
        )
