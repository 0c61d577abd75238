"""What pickers have confirmed, as inventory asks for it."""

from dataclasses import replace

import pytest

from tests.factories.picking import cancelling, confirming, picks_of, place, started_task
from wms.inventory.contracts import ReasonCode
from wms.picking import facade as picking
from wms.picking.services.confirm_picks import confirm_picks
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def task():
    return started_task(place(pick_sequence=1), place("NUT-M8", pick_sequence=2, line_no=2))


def asked(task):
    ids = [line.allocation_id for line in task.lines]
    taken = picking.taken(allocation_ids=[*ids, new_id()])
    return [taken.get(each) for each in ids]


def test_nothing_is_taken_until_it_is_confirmed(task):
    assert asked(task) == [None, None]
    assert picking.taken(allocation_ids=[]) == {}


def test_a_stop_counts_as_soon_as_it_is_confirmed(task):
    confirm_picks(confirming(task, picks_of(task)[0]))

    assert asked(task) == [5, None]


def test_what_was_not_found_has_left_the_shelf_too(task):
    first, second = picks_of(task)
    short = replace(first, quantity=2, reason=ReasonCode.NOT_FOUND)
    nothing = replace(second, quantity=0, reason=ReasonCode.DAMAGED)
    confirm_picks(confirming(task, short, nothing))

    assert asked(task) == [5, 5]


def test_a_cancelled_walk_has_taken_what_it_has_taken(task):
    confirm_picks(confirming(task, picks_of(task)[0]))
    picking.cancel_pick_task(cancelling(task.order_id, force=True))

    assert asked(task) == [5, None]


def test_one_question_for_many(task, django_assert_num_queries):
    with django_assert_num_queries(1):
        asked(task)
