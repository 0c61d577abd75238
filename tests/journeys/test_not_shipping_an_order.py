"""Whole stories of orders that are cancelled or rejected, HTTP in to HTTP out."""

import pytest

from demo.api import Refused

WISH = {"reason": "changed their mind"}


def cancel(floor, order):
    return floor.supervisor.post(f"orders/{order['order_id']}/cancel", WISH)


def test_a_reserved_order_is_cancelled_and_its_stock_is_free(floor):
    mug = floor.sku("MUG", 5)
    order = floor.order((mug, 3))
    floor.until_status(order["order_id"], "reserved")
    assert floor.stock(mug) == (5, 3, 0, 2)

    cancel(floor, order)

    done = floor.until_status(order["order_id"], "cancelled")
    assert (done["reason"], done["lines"][0]["cancelled"]) == (WISH["reason"], 3)
    floor.until_stock(mug, 5, 0, 0, 5)


def test_a_released_order_is_cancelled_before_the_first_pick(floor):
    mug = floor.sku("MUG", 5)
    order = floor.order((mug, 3))
    task = floor.release(order["order_id"])
    assert floor.stock(mug) == (5, 0, 3, 2)

    cancel(floor, order)

    floor.until_status(order["order_id"], "cancelled")
    floor.until_stock(mug, 5, 0, 0, 5)
    walked = floor.picker.get(f"pick-tasks/{task['task_id']}")
    assert walked["status"] == "cancelled"
    with pytest.raises(Refused) as refusal:
        floor.picker.post(f"pick-tasks/{task['task_id']}/claim")
    assert refusal.value.status == 409


def test_after_the_first_pick_it_is_too_late_and_the_order_ships(floor):
    mug = floor.sku("MUG", 5)
    order = floor.order((mug, 3))
    path = f"pick-tasks/{floor.release(order['order_id'])['task_id']}"
    floor.picker.post(f"{path}/claim")
    (stop,) = floor.picker.post(f"{path}/start")["lines"]
    found = {name: stop[name] for name in ("allocation_id", "location", "sku", "quantity")}
    floor.picker.post(f"{path}/picks", {"picks": [found]})

    with pytest.raises(Refused) as refusal:
        cancel(floor, order)

    assert (refusal.value.status, refusal.value.code) == (409, "too_late")
    floor.picker.post(f"{path}/complete")
    done = floor.pack_and_ship(order["order_id"])
    assert (done["lines"][0]["shipped"], len(done["tracking_numbers"])) == (3, 1)
    assert floor.stock(mug) == (2, 0, 0, 2)


def test_a_rejected_order_names_every_reason_and_leaves_nothing_reserved(floor):
    mug = floor.sku("MUG", 5)

    order = floor.order((mug, 2), (f"GHOST-{floor.mark}", 1), country="AQ")

    done = floor.until_status(order["order_id"], "rejected")
    assert f"GHOST-{floor.mark}" in done["reason"]
    assert "AQ" in done["reason"]
    floor.until_stock(mug, 5, 0, 0, 5)
    view = floor.until_view(order["order_id"], "rejected")
    assert view["reason"] == done["reason"]
    with pytest.raises(Refused) as refusal:
        cancel(floor, order)
    assert refusal.value.status == 409
