"""A walk goes on until nothing is left to fetch and nobody looks for more."""

import pytest

from demo import robots, walking
from demo.api import Refused
from demo.world import STAGING, Shelf, World
from tests.demo.told import Told

NEAR, FAR = Shelf("A-1", "MUG"), Shelf("R-1", "MUG")
CLAIM, START, PICKS, COMPLETE = (
    f"POST pick-tasks/t/{verb}" for verb in ("claim", "start", "picks", "complete")
)
READ = "GET pick-tasks/t"


@pytest.fixture(autouse=True)
def rest(monkeypatch):
    """Rest no longer than a moment, and tell how often."""
    rests: list[float] = []
    monkeypatch.setattr("demo.walking.time.sleep", rests.append)
    return rests


def stop(shelf, quantity, status="open"):
    return {
        "allocation_id": f"claim-{shelf.location}",
        "location": shelf.location,
        "sku": shelf.sku,
        "lot": "",
        "quantity": quantity,
        "status": status,
    }


def task(*stops):
    return {"task_id": "t", "order_id": "o", "lines": list(stops)}


def world_with(**units):
    world = World()
    for name, count in units.items():
        world.put({"near": NEAR, "far": FAR}[name], count)
    return world


def sent(api):
    return [
        [(each["location"], each["quantity"], each.get("reason")) for each in body["picks"]]
        for _method, _path, body in api.calls
        if body
    ]


def test_a_walk_waits_for_what_is_found_elsewhere_and_fetches_it(rest):
    world = world_with(near=2, far=4)
    short = task(stop(NEAR, 3, "short"))
    api = Told(
        (CLAIM, {}),
        (START, task(stop(NEAR, 3))),
        (PICKS, {}),
        (COMPLETE, "replacement_sought"),
        (READ, short),
        (COMPLETE, "replacement_sought"),
        (READ, task(stop(NEAR, 3, "short"), stop(FAR, 1))),
        (PICKS, {}),
        (COMPLETE, {"status": "completed"}),
    )

    assert robots.pick(api, "t", shelves=world) == {"status": "completed"}

    assert sent(api) == [[("A-1", 2, "not_found")], [("R-1", 1, None)]]
    assert world.everything() == {FAR: 3, NEAR.at(STAGING): 3}
    assert (api.is_done, rest) == (True, [0.1, 0.2])


def test_goods_of_a_withdrawn_stop_are_put_back_and_the_walk_goes_on():
    world = world_with(near=3, far=3)
    api = Told(
        (CLAIM, {}),
        (START, task(stop(NEAR, 3))),
        (PICKS, "stop_withdrawn"),
        (READ, task(stop(NEAR, 3, "cancelled"), stop(FAR, 3))),
        (PICKS, {}),
        (COMPLETE, {}),
    )

    robots.pick(api, "t", shelves=world)

    assert world.everything() == {NEAR: 3, NEAR.at(STAGING): 3}
    assert api.is_done


def test_stops_that_come_while_a_walk_ends_are_walked():
    world = world_with(far=2)
    api = Told(
        (CLAIM, {}),
        (START, task()),
        (COMPLETE, "picks_missing"),
        (READ, task(stop(FAR, 2))),
        (PICKS, {}),
        (COMPLETE, {}),
    )

    robots.pick(api, "t", shelves=world)

    assert world.everything() == {FAR.at(STAGING): 2}


def test_a_walk_that_is_taken_away_leaves_the_goods_where_they_were():
    world = world_with(near=3)
    api = Told((CLAIM, {}), (START, task(stop(NEAR, 3))), (PICKS, "pick_task_not_ready"))

    with pytest.raises(Refused, match="pick_task_not_ready"):
        robots.pick(api, "t", shelves=world)

    assert world.everything() == {NEAR: 3}


def test_patience_has_an_end_and_rests_grow(rest):
    sought = (COMPLETE, "replacement_sought")
    api = Told((CLAIM, {}), (START, task()), *[sought, (READ, task())] * 200)

    with pytest.raises(Refused, match="replacement_sought"):
        robots.pick(api, "t", shelves=World())

    assert rest == sorted(rest)
    assert walking.PATIENCE_SECONDS <= sum(rest) <= walking.PATIENCE_SECONDS + 1
    assert len(rest) < 70


def test_many_stops_are_sent_in_parts():
    world = World()
    shelves = [Shelf(f"A-{n}", "MUG") for n in range(25)]
    for shelf in shelves:
        world.put(shelf, 1)
    stops = [stop(shelf, 1) for shelf in shelves]
    api = Told((CLAIM, {}), (START, task(*stops)), (PICKS, {}), (PICKS, {}), (COMPLETE, {}))

    robots.pick(api, "t", shelves=world)

    assert [len(part) for part in sent(api)] == [20, 5]


def test_without_a_world_a_short_walk_misses_one_unit_at_its_first_stop():
    api = Told((CLAIM, {}), (START, task(stop(NEAR, 3), stop(FAR, 1))), (PICKS, {}), (COMPLETE, {}))

    robots.pick(api, "t", is_short=True)

    assert sent(api) == [[("A-1", 2, "not_found"), ("R-1", 1, None)]]
