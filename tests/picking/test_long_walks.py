"""Walks of thousands of stops: a picker pays for the stops at hand, not for the whole walk."""

from dataclasses import replace

import pytest
from django.test.utils import CaptureQueriesContext

from tests.factories.picking import WORKER, new_order, place, placing
from tests.support.database import connection
from wms.picking import facade as picking
from wms.picking.contracts import (
    ClaimPickTask,
    CompletePickTask,
    ConfirmPicks,
    Pick,
    PickTask,
    StartPickTask,
    WrongScan,
)
from wms.picking.models import PickingOutbox, PickTaskLine
from wms.picking.selectors.tasks import get_pick_task
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.complete_pick_task import complete_pick_task
from wms.picking.services.confirm_picks import confirm_picks
from wms.picking.services.start_pick_task import start_pick_task

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
AT_ONCE = 500


def started(stops: int) -> PickTask:
    places = (
        replace(place(quantity=1), location=f"A-{number:05}", pick_sequence=number)
        for number in range(stops)
    )
    task = picking.place_pick_task(placing(new_order(), *places))
    claim_pick_task(ClaimPickTask(task_id=task.task_id, actor=WORKER))
    return start_pick_task(StartPickTask(task_id=task.task_id, actor=WORKER))


def first_picks(task: PickTask, start: int = 0) -> ConfirmPicks:
    picks = tuple(
        Pick(allocation_id=stop.allocation_id, location=stop.location, sku=stop.sku, quantity=1)
        for stop in task.lines[start : start + AT_ONCE]
    )
    return ConfirmPicks(task_id=task.task_id, actor=WORKER, picks=picks)


def stops_read() -> int:
    """Return how many rows of stops this transaction has read, in whatever way."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables"
            " WHERE relname = 'pick_task_lines'"
        )
        return int(cursor.fetchone()[0])


def confirming(stops: int) -> tuple[int, int, PickTask]:
    """Confirm 500 stops of a walk of so many; return statements, rows of stops read, answer."""
    task = started(stops)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE picking.pick_task_lines")
    before = stops_read()
    with CaptureQueriesContext(connection) as queries:
        answer = confirm_picks(first_picks(task))
    return len(queries), stops_read() - before, answer


def test_confirming_500_stops_of_a_walk_of_8000_costs_as_much_as_of_a_walk_of_500():
    short_queries, short_read, _ = confirming(500)
    long_queries, long_read, answer = confirming(8_000)

    assert long_queries == short_queries
    assert long_read <= short_read
    assert len(answer.lines) == AT_ONCE
    assert {line.status for line in answer.lines} == {"picked"}
    task = get_pick_task(task_id=answer.task_id)
    assert sum(line.status == "picked" for line in task.lines) == AT_ONCE


def test_a_repeat_is_answered_with_the_same_stops():
    task = started(3)

    first = confirm_picks(first_picks(task))
    again = confirm_picks(first_picks(task))

    assert first == again
    assert [line.location for line in again.lines] == ["A-00000", "A-00001", "A-00002"]
    assert PickingOutbox.objects.filter(event_type="wms.picking.item-picked").count() == 3


def test_a_stop_of_another_walk_is_no_stop_of_this_one():
    task, other = started(1), started(1)
    events = PickingOutbox.objects.count()

    with pytest.raises(WrongScan):
        confirm_picks(replace(first_picks(other), task_id=task.task_id))

    assert set(PickTaskLine.objects.values_list("status", flat=True)) == {"open"}
    assert PickingOutbox.objects.count() == events


def test_what_a_long_walk_brought_is_read_where_its_event_leaves_it_out():
    task = started(10_000)
    for start in range(0, 10_000, AT_ONCE):
        confirm_picks(first_picks(task, start))

    complete_pick_task(CompletePickTask(task_id=task.task_id, actor=WORKER))

    said = PickingOutbox.objects.get(event_type="wms.picking.task-completed").data
    assert '"lines":[]' in said
    assert '"left_out":10000' in said
    lines = picking.get_picked_lines(task_id=task.task_id)
    assert len(lines) == len({line.allocation_id for line in lines}) == 10_000
    assert sum(line.quantity for line in lines) == 10_000
