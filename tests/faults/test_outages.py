"""A server is away for a while: the API goes on taking orders, and all of them ship afterwards."""

import pytest

pytestmark = pytest.mark.timeout(240)


def complete(floor, orders):
    """Wait until every order is completed, each with one tracking number of its own."""
    done = [floor.until_status(order["order_id"], "completed") for order in orders]
    numbers = [number for order in done for number in order["tracking_numbers"]]
    assert len(set(numbers)) == len(orders)
    return done


@pytest.mark.parametrize("server", ["kafka", "valkey", "temporal"])
def test_orders_come_in_without_a_server_and_ship_when_it_is_back(floor, saboteur, crew, server):
    sku = floor.sku("MUG", 20)
    before = [floor.order((sku, 1)) for _order in range(3)]

    saboteur.stop(server)
    during = [floor.order((sku, 2)) for _order in range(4)]
    saboteur.mend()
    after = floor.order((sku, 3))

    assert {order["status"] for order in during} == {"received"}
    complete(floor, [*before, *during, after])
    assert floor.stock(sku) == (6, 0, 0, 6)
    assert saboteur.differences() == []


def test_orders_come_in_while_all_other_servers_hang(floor, saboteur):
    sku = floor.sku("MUG", 20)
    before = floor.order((sku, 1))
    floor.until_status(before["order_id"], "reserved")

    with saboteur.frozen("kafka", "valkey", "temporal"):
        during = [floor.order((sku, 2)) for _order in range(4)]
        cancelled = floor.integrator.post(
            f"orders/{before['order_id']}/cancel", {"reason": "changed"}
        )

    assert {order["status"] for order in during} == {"received"}
    assert cancelled["decision"] == "requested"
    for order in during:
        floor.until_status(order["order_id"], "reserved")
    floor.until_status(before["order_id"], "cancelled")
    floor.until_stock(sku, 20, 8, 0, 12)
    assert saboteur.differences() == []


def test_everything_goes_on_after_the_database_was_away(floor, saboteur, crew):
    sku = floor.sku("MUG", 20)
    before = [floor.order((sku, 1)) for _order in range(3)]
    floor.until_status(before[0]["order_id"], "reserved", "wave_assigned", "picking")

    saboteur.stop("postgres")
    saboteur.mend()
    after = [floor.order((sku, 2)) for _order in range(2)]

    complete(floor, [*before, *after])
    assert floor.stock(sku) == (13, 0, 0, 13)
    assert saboteur.differences() == []


def test_a_cancel_without_temporal_takes_effect_when_it_is_back(floor, saboteur):
    sku = floor.sku("MUG", 5)
    order = floor.order((sku, 2))
    floor.until_status(order["order_id"], "reserved")

    saboteur.stop("temporal")
    answer = floor.integrator.post(f"orders/{order['order_id']}/cancel", {"reason": "changed"})
    saboteur.mend()

    assert answer["decision"] == "requested"
    done = floor.until_status(order["order_id"], "cancelled")
    assert done["tracking_numbers"] == []
    floor.until_stock(sku, 5, 0, 0, 5)
    assert saboteur.differences() == []
