"""Whole stories of orders whose wave is dissolved or changed, HTTP in to HTTP out."""


def wave_of(floor, order):
    return floor.supervisor.post("waves", {"order_ids": [order["order_id"]]})


def happened(floor, order):
    answer = floor.integrator.get(f"orders/{order['order_id']}/history")
    return [entry["what"] for entry in answer["results"]][3:]


def test_an_order_whose_wave_is_cancelled_waits_for_another_and_ships(floor):
    mug = floor.sku("MUG", 5)
    order = floor.order((mug, 3))
    floor.until_status(order["order_id"], "reserved")
    first = wave_of(floor, order)
    floor.until_status(order["order_id"], "wave_assigned")

    floor.supervisor.post(f"waves/{first['wave_id']}/cancel", {"reason": "no truck"})

    floor.until_status(order["order_id"], "reserved")
    view = floor.until_view(order["order_id"], "reserved")
    assert (view["wave_id"], view["stages"]["wave_assigned_at"]) == (None, None)
    second = wave_of(floor, order)
    floor.until_status(order["order_id"], "wave_assigned")
    view = floor.until_view(order["order_id"], "wave_assigned")
    assert view["wave_id"] == second["wave_id"]
    assert view["stages"]["wave_assigned_at"] is not None
    assert happened(floor, order) == ["wave-assigned", "wave-unassigned", "wave-assigned"]
    floor.supervisor.post(f"waves/{second['wave_id']}/release")
    floor.job(floor.picker, "pick-tasks", order["order_id"])


def test_an_order_taken_out_of_its_wave_is_in_none(floor):
    mug = floor.sku("MUG", 5)
    order, other = floor.order((mug, 1)), floor.order((mug, 1))
    for each in (order, other):
        floor.until_status(each["order_id"], "reserved")
    both = [order["order_id"], other["order_id"]]
    wave = floor.supervisor.post("waves", {"order_ids": both})
    for each in (order, other):
        floor.until_status(each["order_id"], "wave_assigned")

    floor.supervisor.delete(f"waves/{wave['wave_id']}/orders/{order['order_id']}")

    floor.until_status(order["order_id"], "reserved")
    assert floor.until_view(order["order_id"], "reserved")["wave_id"] is None
    assert happened(floor, order) == ["wave-assigned", "wave-unassigned"]
    view = floor.until_view(other["order_id"], "wave_assigned")
    assert view["wave_id"] == wave["wave_id"]
