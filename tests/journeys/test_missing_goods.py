"""Goods that are not where they should be: the picker is led to others, the place is counted."""

from demo import robots


def place_of(floor):
    (place,) = floor.supervisor.get("locations", code=floor.place)["results"]
    return place


def test_what_was_not_found_is_picked_elsewhere_and_the_place_is_counted(floor):
    mug = floor.sku("MUG", 3)
    elsewhere = floor.another_place()
    floor.receive(mug, 2, elsewhere)
    order = floor.order((mug, 3))

    task = floor.release(order["order_id"])
    walked = robots.pick(floor.picker, task["task_id"], is_short=True)
    done = floor.pack_and_ship(order["order_id"])

    assert [
        (stop["location"], stop["picked"], stop["short_quantity"], stop["status"])
        for stop in walked["lines"]
    ] == [(floor.place, 2, 1, "short"), (elsewhere, 1, 0, "picked")]
    (line,) = done["lines"]
    assert (line["shipped"], line["short_closed"]) == (3, 0)
    place = place_of(floor)
    assert (place["is_blocked"], place["blocked_for"]) == (True, "short_pick")
    assert place["block_note"] == "units were not found there"
    (count,) = [
        each
        for each in floor.picker.every("cycle-counts", status="open")
        if each["location"] == floor.place
    ]
    path = f"cycle-counts/{count['count_id']}"
    floor.picker.post(f"{path}/start")
    counted = floor.picker.post(f"{path}/submit", {"lines": [], "complete": True})
    assert counted["status"] == "counted"
    floor.supervisor.post(f"{path}/post")
    assert place_of(floor)["is_blocked"] is False
    floor.until_stock(mug, 1, 0, 0, 1)
