"""One of two database servers is stopped and back: nothing is lost, and nothing oversold."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from demo import robots
from tests.inventory.migrating import AS_OWNER
from wms.platform.embedded.start import start_all


def tables(address, schema):
    """Return the tables of a schema on a server, and how many rows they have together."""
    with psycopg.connect(address, options=AS_OWNER) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'p')"
                " AND NOT relispartition AND relnamespace = to_regnamespace(%s)",
                [schema],
            )
        ]
        return len(names), sum(
            connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0] for name in names
        )


def test_the_whole_journey_with_the_server_of_inventory_away_for_a_while(two_servers, floor):
    mug = floor.sku("MUG", 10)
    before = floor.order((mug, 2))
    task = floor.release(before["order_id"])

    two_servers.second.down()
    during = floor.order((mug, 3))
    start_all([two_servers.second])

    robots.pick(floor.picker, task["task_id"])
    shipped = floor.pack_and_ship(before["order_id"])
    floor.until_status(during["order_id"], "reserved", "wave_assigned")
    task = floor.release(during["order_id"])
    robots.pick(floor.picker, task["task_id"])
    shipped_too = floor.pack_and_ship(during["order_id"])

    assert during["status"] == "received"
    assert len({*shipped["tracking_numbers"], *shipped_too["tracking_numbers"]}) == 2
    assert floor.stock(mug) == (5, 0, 0, 5)
    assert two_servers.machine.answer("verify_stock")["differences"] == []
    there, rows = tables(two_servers.second.address, "inventory")
    assert (there > 30, rows > 0) == (True, True)
    assert tables(two_servers.second.address, "orders") == (0, 0)
    assert tables(two_servers.first.address, "inventory") == (0, 0)
    assert tables(two_servers.first.address, "orders")[1] > 0


@pytest.mark.usefixtures("crew")
def test_orders_that_race_for_too_little_while_a_server_goes_and_comes_oversell_nothing(
    two_servers, floor
):
    """Half of them arrive while inventory is away; every unit leaves once, and no more of them."""
    mug = floor.sku("MUG", 15)

    with ThreadPoolExecutor(4) as clients:
        racing = [clients.submit(floor.order, (mug, 1)) for _order in range(12)]
        two_servers.second.down()
        racing += [clients.submit(floor.order, (mug, 1)) for _order in range(12)]
        ids = [each.result()["order_id"] for each in racing]
    start_all([two_servers.second])

    ended = [floor.until_status(each, "completed", "backordered") for each in ids]
    shipped = [order for order in ended if order["status"] == "completed"]
    assert len(shipped) == 15
    assert len({number for order in shipped for number in order["tracking_numbers"]}) == 15
    assert floor.stock(mug) == (0, 0, 0, 0)
    assert two_servers.machine.answer("verify_stock")["differences"] == []
