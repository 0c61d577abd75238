"""Processes die without warning, or one group is away: nothing is lost, nothing is done twice."""

import pytest

from tests.faults.test_outages import complete
from tests.support.sizes import sized

pytestmark = pytest.mark.timeout(240)

ORDERS = sized(15, 30)
ONCE_PER_ORDER = {
    "wms.order.received",
    "wms.order.validated",
    "wms.order.reserved",
    "wms.order.picked",
    "wms.order.packed",
    "wms.order.shipped",
    "wms.order.completed",
    "wms.inventory.stock-reserved",
    "wms.inventory.stock-allocated",
    "wms.inventory.stock-picked",
    "wms.inventory.stock-shipped",
    "wms.wave.order-added",
    "wms.picking.task-created",
    "wms.packing.task-created",
    "wms.shipping.shipment-created",
    "wms.shipping.label-generated",
    "wms.shipping.shipment-shipped",
}


@pytest.mark.sliced
def test_killing_every_process_in_turn_loses_and_doubles_nothing(floor, saboteur, crew):
    mug, plate = floor.sku("MUG", 2 * ORDERS), floor.sku("PLATE", ORDERS)
    orders = []
    for victim in ("consumers", "saga-worker", "drain"):
        waves = crew.waves
        orders += [floor.order((mug, 2), (plate, 1)) for _order in range(ORDERS // 3)]
        floor.until(lambda: crew.waves, lambda now: now > waves)  # noqa: B023
        saboteur.kill(victim)
        saboteur.mend()

    for done in complete(floor, orders):
        assert [line["shipped"] for line in done["lines"]] == [2, 1]
    assert (floor.stock(mug), floor.stock(plate)) == ((0, 0, 0, 0), (0, 0, 0, 0))
    assert saboteur.differences() == []
    news = saboteur.published_of([each["order_id"] for each in orders])
    assert {kind: news[kind] for kind in ONCE_PER_ORDER} == dict.fromkeys(ONCE_PER_ORDER, ORDERS)
    assert crew.trouble == []


def test_inventory_goes_on_without_waving_which_catches_up(floor, saboteur, crew):
    sku = floor.sku("MUG", 10)

    with saboteur.only("fulfillment", "inventory", "picking", "order-views"):
        orders = [floor.order((sku, 2)) for _order in range(3)]
        for order in orders:
            floor.until_status(order["order_id"], "reserved")
        assert floor.stock(sku) == (10, 6, 0, 4)
        waves = crew.waves
    saboteur.mend()

    complete(floor, orders)
    assert crew.waves > waves
    assert floor.stock(sku) == (4, 0, 0, 4)
    assert saboteur.differences() == []
