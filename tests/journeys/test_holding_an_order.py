"""Whole stories of orders that ship complete and of which not all was found."""

from demo import robots


def hold(floor, sku, quantity):
    """Pick all but one unit of an order, and wait until it is before a person."""
    order = floor.order((sku, quantity))
    order_id = order["order_id"]
    robots.pick(floor.picker, floor.release(order_id)["task_id"], is_short=True)
    query = {"order_id": order_id, "kind": "short_hold", "status": "open"}
    (row,) = floor.until(lambda: floor.supervisor.get("exceptions", **query)["results"], bool)
    assert row["message"] == f"not found: 1 x {sku} (line 1)"
    return order_id


def holds(floor, order_id, status):
    query = {"order_id": order_id, "kind": "short_hold", "status": status}
    return len(floor.supervisor.get("exceptions", **query)["results"])


def test_the_rest_is_fetched_when_stock_comes_and_all_of_it_ships_at_once(floor):
    mug = floor.sku("MUG", 3)
    order_id = hold(floor, mug, 3)
    status = floor.integrator.get(f"orders/{order_id}")["status"]

    floor.receive(mug, 5, floor.another_place())
    second = robots.pick(floor.picker, floor.job(floor.picker, "pick-tasks", order_id)["task_id"])
    done = floor.pack_and_ship(order_id)

    assert status == "picking"
    assert [(stop["sku"], stop["picked"]) for stop in second["lines"]] == [(mug, 1)]
    assert (second["order_number"], second["wave_id"]) == (done["number"], None)
    (line,) = done["lines"]
    assert (line["shipped"], line["short_closed"], line["open"]) == (3, 0, 0)
    assert len(done["tracking_numbers"]) == 1
    assert (holds(floor, order_id, "open"), holds(floor, order_id, "cleared")) == (0, 1)
    floor.until_stock(mug, 4, 0, 0, 4)
    view = floor.until_view(order_id, "completed")
    assert view["pick_task"]["number"] == second["number"]


def test_a_supervisor_ships_it_without_the_rest(floor):
    mug = floor.sku("MUG", 3)
    order_id = hold(floor, mug, 3)

    answer = floor.supervisor.post(f"orders/{order_id}/ship-short")
    done = floor.pack_and_ship(order_id)
    floor.receive(mug, 5, floor.another_place())

    assert answer == {"order_id": order_id, "status": "picked"}
    (line,) = done["lines"]
    assert (line["shipped"], line["short_closed"], line["open"]) == (2, 1, 0)
    floor.until_stock(mug, 5, 0, 0, 5)
    assert holds(floor, order_id, "open") == 0


def test_a_held_order_that_is_cancelled_gives_everything_back(floor):
    mug = floor.sku("MUG", 3)
    order_id = hold(floor, mug, 3)

    floor.supervisor.post(f"orders/{order_id}/cancel", {"reason": "changed their mind"})
    floor.receive(mug, 5, floor.another_place())

    floor.until_status(order_id, "cancelled")
    (task,) = floor.picker.get("move-tasks", order_id=order_id)["results"]
    assert (task["sku"], task["quantity"], task["kind"]) == (mug, 2, "return_to_stock")
    floor.until_stock(mug, 5, 0, 0, 5)
    assert holds(floor, order_id, "open") == 0
