"""A count that waits for a supervisor says so, until it is posted, recounted or cancelled."""

import pytest

from tests.factories.counts import (
    BOSS,
    SECOND,
    counted,
    counted_twice,
    posting,
    started,
    submitting,
)
from tests.factories.inventory import put, register_location
from tests.inventory.exceptions_told import told
from tests.inventory.reading import published
from wms.inventory.counts.commands.ask_recount import ask_recount
from wms.inventory.counts.commands.cancel_count import cancel_count
from wms.inventory.counts.commands.post_count import post_count
from wms.inventory.counts.commands.submit_count import submit_count
from wms.inventory.counts.contracts.counts import AskRecount, CancelCount
from wms.inventory.counts.contracts.refused_counts import AnotherPersonNeeded
from wms.inventory.models import CycleCount, InventoryOutbox

pytestmark = pytest.mark.django_db
THIRD = "cat"


@pytest.fixture(autouse=True)
def shelf():
    register_location("A-01")
    put(100)


def recounting(count):
    return AskRecount(count_id=count.count_id, actor=BOSS)


def cancelling(count):
    return CancelCount(count_id=count.count_id, actor=BOSS, reason="a wrong shelf")


def test_it_says_where_and_who_counted_and_not_how_much_differs():
    count = counted_twice(50)

    ((what, version, fact),) = told(count.count_id)

    assert (what, version) == ("raised", 1)
    assert (fact["kind"], fact["about"], fact["order_id"]) == ("count_waits", count.number, None)
    assert fact["message"] == (
        "A-01 was counted by token:bob, and too much differs from the books."
        " Somebody else posts it, has it counted again or cancels it."
    )


@pytest.mark.parametrize(
    ("act", "ask", "note", "versions"),
    [
        (post_count, posting, "posted", [1, 2, 3]),
        (ask_recount, recounting, "to be counted again", [1, 2]),
        (cancel_count, cancelling, "cancelled: a wrong shelf", [1, 2]),
    ],
)
def test_it_is_settled_by_who_decides_once(act, ask, note, versions):
    count = counted_twice(50)

    for _ in range(2):
        act(ask(count))

    raised, cleared = told(count.count_id)
    assert cleared[0] == "cleared"
    assert cleared[2]["exception_id"] == raised[2]["exception_id"]
    assert (cleared[2]["actor"], cleared[2]["note"]) == (BOSS, note)
    assert [version for _what, version in published(count.count_id)] == versions
    assert CycleCount.objects.get(id=count.count_id).version == versions[-1]


def test_counted_again_and_still_far_off_it_is_another_one():
    count = counted_twice(50)
    again = ask_recount(recounting(count))
    submit_count(submitting(started(again, THIRD), 50, worker=THIRD))

    facts = told(count.count_id)

    assert [what for what, _version, _fact in facts] == ["raised", "cleared", "raised"]
    assert [version for _what, version, _fact in facts] == [1, 2, 3]
    first, _cleared, second = (fact["exception_id"] for _what, _version, fact in facts)
    assert first != second


def test_a_count_that_waits_for_nobody_bothers_nobody():
    count = counted(90)
    assert count.status == "recount"
    cancel_count(cancelling(count))
    assert counted(100).status == "posted"

    assert not InventoryOutbox.objects.filter(event_type__contains=".exception-").exists()


def test_a_refused_decision_leaves_it_open():
    count = counted_twice(50)

    with pytest.raises(AnotherPersonNeeded):
        post_count(posting(count, SECOND))

    assert [what for what, _version, _fact in told(count.count_id)] == ["raised"]
