"""Whole stories of orders that leave the warehouse, HTTP in to HTTP out."""

from demo import robots


def test_an_order_leaves_with_a_tracking_number(floor):
    mug, plate = floor.sku("MUG", 10), floor.sku("PLATE", 10)

    order = floor.order((mug, 2), (plate, 1), (mug, 3))
    task = floor.release(order["order_id"])
    robots.pick(floor.picker, task["task_id"])
    done = floor.pack_and_ship(order["order_id"])

    assert order["status"] == "received"
    assert order["workflow_id"] == f"order-fulfillment-{order['order_id']}"
    lines = [(line["sku"], line["ordered"], line["shipped"]) for line in done["lines"]]
    assert lines == [(mug, 2, 2), (plate, 1, 1), (mug, 3, 3)]
    assert len(done["tracking_numbers"]) == 1
    assert floor.stock(mug) == (5, 0, 0, 5)
    assert floor.stock(plate) == (9, 0, 0, 9)
    (shipment,) = floor.packer.get("shipments", order_id=order["order_id"])["results"]
    assert (shipment["status"], shipment["tracking_numbers"]) == (
        "shipped",
        done["tracking_numbers"],
    )
    label = floor.packer.get(f"shipments/{shipment['shipment_id']}/label")["text"]
    assert label.startswith("^XA")
    view = floor.until_view(order["order_id"], "completed")
    assert view["tracking_numbers"] == done["tracking_numbers"]
    assert (view["short_lines"], view["pick_task"]["status"]) == ([], "completed")
    assert view["wave_number"].startswith("W-")


def test_an_order_ships_without_the_unit_that_was_not_found(floor):
    mug, plate = floor.sku("MUG", 5), floor.sku("PLATE", 5)

    order = floor.order((mug, 2), (plate, 1), shipping_policy="ship_partial")
    task = floor.release(order["order_id"])
    walked = robots.pick(floor.picker, task["task_id"], is_short=True)
    done = floor.pack_and_ship(order["order_id"])

    missed = [line for line in walked["lines"] if line["short_quantity"]]
    assert [(line["short_quantity"], line["reason"]) for line in missed] == [(1, "not_found")]
    by_sku = {line["sku"]: line for line in done["lines"]}
    short = missed[0]["sku"]
    ordered = {mug: 2, plate: 1}
    for sku, line in by_sku.items():
        expected = (ordered[sku] - (sku == short), int(sku == short), 0)
        assert (line["shipped"], line["short_closed"], line["open"]) == expected
    assert len(done["tracking_numbers"]) == 1
    view = floor.until_view(order["order_id"], "completed")
    assert [(line["sku"], line["quantity"]) for line in view["short_lines"]] == [(short, 1)]
    assert floor.stock(mug)[1:3] == floor.stock(plate)[1:3] == (0, 0)


def test_a_waiting_order_wakes_when_stock_arrives(floor):
    mug = floor.sku("MUG", 2)

    order = floor.order((mug, 5))
    floor.until_status(order["order_id"], "backordered")
    waiting = floor.until_view(order["order_id"], "backordered", with_field="missing_stock")
    before = floor.stock(mug)
    floor.receive(mug, 10)
    task = floor.release(order["order_id"])
    robots.pick(floor.picker, task["task_id"])
    done = floor.pack_and_ship(order["order_id"])

    assert waiting["missing_stock"] == {"sku": mug, "quantity": 3}
    assert before == (2, 0, 0, 2)
    assert done["lines"][0]["shipped"] == 5
    assert floor.stock(mug) == (7, 0, 0, 7)
