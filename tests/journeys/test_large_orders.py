"""The largest orders that are taken in: every one of their units leaves the warehouse."""

from uuid import UUID

import pytest

from demo import robots
from demo.api import Json
from tests.journeys.floor import Floor
from tests.support.sizes import sized

PATIENCE_SECONDS = 240.0
MOST_PER_RECEIPT, MOST_PER_POST = 2_000, 500


@pytest.fixture
def floor(apis, request):
    """Return a floor that waits as long as large orders take."""
    return Floor(apis, request.node.name, patience=PATIENCE_SECONDS)


def receive(floor: Floor, sku: str, lots: list[tuple[str, int]]) -> None:
    """Take goods of a SKU in, by lot."""
    for start in range(0, len(lots), MOST_PER_RECEIPT):
        lines = [
            {"sku": sku, "location": floor.place, "quantity": units, "lot": lot}
            for lot, units in lots[start : start + MOST_PER_RECEIPT]
        ]
        reference = f"{floor.mark}-{sku}-{start}"
        floor.supervisor.post("receipts", {"reference": reference, "lines": lines})


def walk(floor: Floor, task: Json) -> Json:
    """Walk a task from claim to end; return the completed task."""
    path = f"pick-tasks/{UUID(task['task_id'])}"
    floor.picker.post(f"{path}/claim")
    stops = floor.picker.post(f"{path}/start")["lines"]
    for start in range(0, len(stops), MOST_PER_POST):
        picks = [
            {
                "allocation_id": stop["allocation_id"],
                "location": stop["location"],
                "sku": stop["sku"],
                "quantity": stop["quantity"],
            }
            for stop in stops[start : start + MOST_PER_POST]
        ]
        floor.picker.post(f"{path}/picks", {"picks": picks})
    return floor.picker.post(f"{path}/complete")


def ship_all(floor: Floor, order: Json) -> tuple[Json, Json]:
    """Bring an order from its wave to the carrier; return its walk, and the completed order."""
    task = floor.release(order["order_id"])
    walked = walk(floor, task)
    return walked, floor.pack_and_ship(order["order_id"])


def test_an_order_of_2000_lines_with_several_lots_each_leaves(floor):
    skus = [floor.sku(f"BOLT{number}") for number in range(20)]
    for sku in skus:
        receive(floor, sku, [(f"L{number}", 3) for number in range(140)])

    order = floor.order(*[(sku, 4) for sku in skus for _ in range(100)])
    walked, done = ship_all(floor, order)

    assert len(done["lines"]) == 2_000
    assert {line["shipped"] for line in done["lines"]} == {4}
    lots = [{stop["lot"] for stop in walked["lines"] if stop["line_no"] == no} for no in (2, 3)]
    assert [len(each) for each in lots] == [2, 2]
    assert all(floor.stock(sku) == (20, 0, 0, 20) for sku in skus)
    assert floor.until_view(order["order_id"], "completed")["pick_task"]["status"] == "completed"


@pytest.mark.sliced
def test_a_line_of_thousands_of_serials_leaves(floor):
    units = sized(5_000, 10_000)
    sku = f"PHONE-{floor.mark}"
    floor.supervisor.post("skus", {"code": sku, "tracking": "serial"})
    receive(floor, sku, [(f"S{number:05}", 1) for number in range(units)])

    order = floor.order((sku, units))
    walked, done = ship_all(floor, order)

    assert len(walked["lines"]) == len({stop["lot"] for stop in walked["lines"]}) == units
    assert done["lines"][0]["shipped"] == units
    assert floor.stock(sku) == (0, 0, 0, 0)
    assert floor.until_view(order["order_id"], "completed")["pick_task"]["status"] == "completed"


def test_two_orders_of_110_lines_of_ten_million_units_are_planned(floor):
    sku = floor.sku("BOLT")
    for number in range(220):
        floor.supervisor.post(
            "receipts",
            {
                "reference": f"{floor.mark}-many-{number}",
                "lines": [{"sku": sku, "location": floor.place, "quantity": 10_000_000}],
            },
        )
    orders = [floor.order(*[(sku, 10_000_000)] * 110) for _ in range(2)]
    for order in orders:
        floor.until_status(order["order_id"], "reserved")

    wave = floor.supervisor.post("waves", {"order_ids": [each["order_id"] for each in orders]})
    floor.supervisor.post(f"waves/{wave['wave_id']}/release")

    assert wave["unit_count"] == 2_200_000_000
    walks = [floor.job(floor.picker, "pick-tasks", each["order_id"]) for each in orders]
    assert [walk["status"] for walk in walks] == ["open", "open"]
    robots.pick(floor.picker, walks[0]["task_id"])
    floor.until_status(orders[0]["order_id"], "picked")
