"""What the database refuses of counts, whatever the code does."""

import pytest
from django.db import IntegrityError

from tests.factories.counts import COUNTER, asked, counted, started
from tests.factories.inventory import put, register_location
from tests.support.database import connection

pytestmark = pytest.mark.django_db
COUNT, LINE = "inventory.cycle_counts", "inventory.cycle_count_lines"


@pytest.fixture(autouse=True)
def shelf():
    register_location("A-01")
    register_location("A-02")
    put(100)


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ("status = 'lost'", "cycle_count_has_a_known_status"),
        ("cause = 'boredom'", "cycle_count_has_a_known_cause"),
        ("worker = ''", "cycle_count_in_hand_has_a_worker"),
        ("counted_by = worker", "cycle_count_is_not_counted_again_by_the_same_worker"),
        ("status = 'counted'", "cycle_count_is_posted_only_when_counted"),
        ("status = 'recount'", "cycle_count_is_posted_only_when_counted"),
        ("status = 'posted', round_no = 1", "cycle_count_is_posted_at_some_time"),
        ("posted_at = now()", "cycle_count_is_posted_at_some_time"),
    ],
)
def test_a_count_in_hand(values, constraint):
    assert started(asked()).worker == COUNTER

    with pytest.raises(IntegrityError, match=constraint):
        execute(f"UPDATE {COUNT} SET {values}")


def test_two_unfinished_counts_of_the_same_goods():
    asked("A-01")
    asked("A-02")

    with pytest.raises(
        IntegrityError, match="cycle_count_is_unfinished_once_per_location_and_client"
    ):
        execute(
            f"UPDATE {COUNT} SET location_id = (SELECT min(location_id::text)::uuid FROM {COUNT})"
        )


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ("difference = 1", "cycle_count_line_difference_is_counted_less_expected"),
        ("counted = -1, difference = -101", "cycle_count_line_is_never_negative"),
        ("expected = -1, difference = 101", "cycle_count_line_is_never_negative"),
        ("taken = -1", "cycle_count_line_is_never_negative"),
        ("missing = -1", "cycle_count_line_is_never_negative"),
        ("status = 'missing'", "cycle_count_line_is_of_goods_on_a_shelf"),
    ],
)
def test_a_line(values, constraint):
    assert counted(100).status == "posted"

    with pytest.raises(IntegrityError, match=constraint):
        execute(f"UPDATE {LINE} SET {values}")


def test_the_same_goods_twice_in_a_round():
    counted(100)
    columns = "round_no, client_id, lot, status, expected, taken, missing, counted, difference"

    with pytest.raises(IntegrityError, match="cycle_count_line_is_of_goods_counted_once_a_round"):
        execute(
            f"INSERT INTO {LINE} (id, count_id, sku_id, {columns})"
            f" SELECT gen_random_uuid(), count_id, sku_id, {columns} FROM {LINE}"
        )
