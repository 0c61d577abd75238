"""Whole stories of orders that stock cannot fill, HTTP in to HTTP out."""

from demo import robots

BACKORDER = {"shipping_policy": "ship_partial_backorder"}


def units(order, *names):
    return [tuple(line[name] for name in ("sku", *names)) for line in order["lines"]]


def ship(floor, order_id):
    robots.pick(floor.picker, floor.release(order_id)["task_id"])
    return floor.pack_and_ship(order_id)


def child_of(floor, order):
    (child_id,) = floor.until(
        lambda: floor.integrator.get(f"orders/{order['order_id']}")["child_order_ids"], bool
    )
    return floor.integrator.get(f"orders/{child_id}")


def test_what_is_there_ships_and_the_rest_is_cancelled(floor):
    mug, plate = floor.sku("MUG", 2), floor.sku("PLATE")

    order = floor.order((mug, 5), (plate, 1), shipping_policy="ship_partial")
    done = ship(floor, order["order_id"])

    assert units(done, "shipped", "cancelled", "backordered", "open") == [
        (mug, 2, 3, 0, 0),
        (plate, 0, 1, 0, 0),
    ]
    assert (len(done["tracking_numbers"]), done["child_order_ids"]) == (1, [])
    assert floor.stock(mug) == (0, 0, 0, 0)
    history = floor.integrator.get(f"orders/{order['order_id']}/history")["results"]
    (split,) = [each for each in history if each["what"] == "split"]
    assert split["reason"] == "the rest is cancelled"


def test_the_rest_becomes_an_order_that_ships_when_stock_comes(floor):
    mug, plate = floor.sku("MUG", 2), floor.sku("PLATE")

    order = floor.order((mug, 5), (plate, 1), **BACKORDER)
    done = ship(floor, order["order_id"])
    child = child_of(floor, order)
    floor.until_status(child["order_id"], "backordered")
    floor.receive(mug, 10)
    floor.until_status(child["order_id"], "reserved")
    shipped = ship(floor, child["order_id"])
    grandchild = child_of(floor, child)

    assert units(done, "shipped", "backordered", "open") == [(mug, 2, 3, 0), (plate, 0, 1, 0)]
    assert child["external_ref"] == f"{order['external_ref']}/1"
    assert (child["priority"], child["shipping_address"]) == (
        order["priority"],
        order["shipping_address"],
    )
    assert units(shipped, "shipped", "backordered") == [(mug, 3, 0), (plate, 0, 1)]
    assert units(grandchild, "ordered", "open") == [(plate, 1, 1)]
    assert floor.stock(mug) == (7, 0, 0, 7)
    view = floor.until_view(order["order_id"], "completed")
    assert view["child_order_ids"] == [child["order_id"]]
    view = floor.until_view(child["order_id"], "completed")
    assert view["parent_order_id"] == order["order_id"]


def test_what_was_not_found_becomes_an_order_of_its_own(floor):
    mug = floor.sku("MUG", 3)

    order = floor.order((mug, 3), **BACKORDER)
    robots.pick(floor.picker, floor.release(order["order_id"])["task_id"], is_short=True)
    done = floor.pack_and_ship(order["order_id"])
    child = child_of(floor, order)
    floor.until_status(child["order_id"], "backordered")

    assert units(done, "shipped", "short_closed", "backordered", "open") == [(mug, 2, 0, 1, 0)]
    assert units(child, "ordered", "open") == [(mug, 1, 1)]


def test_the_most_urgent_child_is_filled_first(floor):
    mug = floor.sku("MUG", 1)
    first = floor.order((mug, 3), priority="standard", **BACKORDER)
    floor.until_status(first["order_id"], "reserved")
    patient = child_of(floor, first)
    floor.until_status(patient["order_id"], "backordered")
    urgent = floor.order((mug, 2), priority="same_day", **BACKORDER)
    floor.until_status(urgent["order_id"], "backordered")

    floor.receive(mug, 2)
    floor.until_status(urgent["order_id"], "reserved")
    waits = floor.integrator.get(f"orders/{patient['order_id']}")["status"]
    floor.receive(mug, 1)
    served = floor.until_status(patient["order_id"], "reserved")

    assert waits == "backordered"
    assert units(served, "ordered", "open", "backordered") == [(mug, 2, 1, 1)]
    assert floor.stock(mug) == (4, 4, 0, 0)


def test_cancelling_a_parent_leaves_its_child_alone(floor):
    mug = floor.sku("MUG", 2)
    order = floor.order((mug, 5), **BACKORDER)
    floor.until_status(order["order_id"], "reserved")
    child = child_of(floor, order)
    floor.until_status(child["order_id"], "backordered")

    floor.supervisor.post(f"orders/{order['order_id']}/cancel", {"reason": "changed their mind"})

    done = floor.until_status(order["order_id"], "cancelled")
    served = floor.until_status(child["order_id"], "reserved")
    assert units(done, "cancelled", "backordered") == [(mug, 2, 3)]
    assert units(served, "open", "backordered") == [(mug, 2, 1)]


def test_goods_that_break_before_they_are_claimed_are_waited_for(floor):
    mug = floor.sku("MUG", 3)
    order = floor.order((mug, 3))
    floor.until_status(order["order_id"], "reserved")
    wave = floor.supervisor.post("waves", {"order_ids": [order["order_id"]]})
    line = {"sku": mug, "location": floor.place, "quantity": 1, "to_status": "damaged"}
    floor.supervisor.post(
        "status-changes",
        {"reference": f"{floor.mark}-D", "reason_code": "damaged", "lines": [line]},
    )
    floor.supervisor.post(f"waves/{wave['wave_id']}/release")
    (told,) = floor.until(lambda: open_exceptions(floor, order), bool)

    floor.receive(mug, 1)
    task = floor.job(floor.picker, "pick-tasks", order["order_id"])
    robots.pick(floor.picker, task["task_id"])
    done = floor.pack_and_ship(order["order_id"])

    assert told["kind"] == "stock_withdrawn"
    assert units(done, "shipped", "short_closed", "cancelled") == [(mug, 3, 0, 0)]
    assert open_exceptions(floor, order) == []


def open_exceptions(floor, order):
    return floor.supervisor.get("exceptions", order_id=order["order_id"], status="open")["results"]
