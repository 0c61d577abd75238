"""Who counts says what lies there, and who carries changes it."""

import pytest

from demo import keepers
from demo.api import Refused
from demo.world import STAGING, Shelf, World
from tests.demo.told import Told

MUGS = Shelf("A-1", "MUG")
COUNT = {"count_id": "c", "location": "A-1"}
START, SUBMIT = "POST cycle-counts/c/start", "POST cycle-counts/c/submit"
CLAIM, COMPLETE = "POST move-tasks/m/claim", "POST move-tasks/m/complete"


def world_with(units, shelf=MUGS):
    world = World()
    world.put(shelf, units)
    return world


def move(source, target, quantity, order_id=None):
    return {
        "task_id": "m",
        "order_id": order_id,
        "sku": "MUG",
        "lot": "",
        "from_location": source,
        "to_location": target,
        "quantity": quantity,
    }


def test_a_count_finds_all_that_lies_there():
    world = world_with(3)
    world.mislay(MUGS, 1)
    world.put(Shelf("A-1", "JAR", "L1"), 2)
    api = Told((START, {}), (SUBMIT, {"status": "posted"}))

    assert keepers.count([api], COUNT, world) == {"status": "posted"}

    assert api.calls[-1][2] == {
        "lines": [
            {"sku": "JAR", "lot": "L1", "quantity": 2},
            {"sku": "MUG", "lot": "", "quantity": 3},
        ],
        "complete": True,
    }


def test_somebody_else_counts_again():
    first, second = Told((START, "another_person_needed")), Told((START, {}), (SUBMIT, {}))

    assert keepers.count([first, second], COUNT, world_with(3)) == {}


def test_a_count_that_others_have_is_left_to_them():
    counters = [Told((START, "count_taken")), Told((START, "another_person_needed"))]

    assert keepers.count(counters, COUNT, world_with(3)) is None


def test_goods_come_back_from_staging():
    world = world_with(3)
    world.stage("o", MUGS, world.take(MUGS, 2))
    task = move(STAGING, "A-1", 2, order_id="o")
    api = Told((CLAIM, task), (COMPLETE, {}))

    keepers.carry(api, task, world)

    assert world.everything() == {MUGS: 3}
    assert "reason" not in api.calls[-1][2]


def test_goods_that_may_not_be_put_down_stay_where_they_were():
    world = world_with(2, Shelf("DOCK-1", "MUG"))
    task = move("DOCK-1", "A-1", 2)

    with pytest.raises(Refused, match="location_blocked"):
        keepers.carry(Told((CLAIM, task), (COMPLETE, "location_blocked")), task, world)

    assert world.everything() == {Shelf("DOCK-1", "MUG"): 2}


def test_who_finds_less_to_carry_says_so():
    world = world_with(1, Shelf("DOCK-1", "MUG"))
    task = move("DOCK-1", "A-1", 2)
    api = Told((CLAIM, task), (COMPLETE, {}))

    keepers.carry(api, task, world)

    assert (api.calls[-1][2]["quantity"], api.calls[-1][2]["reason"]) == (1, "not_found")
    assert world.everything() == {MUGS: 1}


def test_a_delivery_lies_at_the_dock():
    world = World()
    api = Told(("POST receipts", {}))

    keepers.deliver(api, "D-1", "MUG", 5, world)

    assert world.everything() == {Shelf("DOCK-1", "MUG"): 5}


@pytest.mark.parametrize("refusal", ["goods_missing", "stock_claimed"])
def test_what_does_not_fit_the_books_any_more_is_counted_again(refusal):
    api = Told(("POST cycle-counts/c/post", refusal), ("POST cycle-counts/c/recount", {}))

    assert keepers.agree(api, COUNT) == {}


def test_a_person_who_must_not_approve_is_refused():
    with pytest.raises(Refused, match="another_person_needed"):
        keepers.agree(Told(("POST cycle-counts/c/post", "another_person_needed")), COUNT)
