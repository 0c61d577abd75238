"""Orders that wait for what was not found of them, with the real contexts and a real server."""

import threading
from uuid import UUID, uuid4

import pytest
from django.db import connections

from tests.fulfillment.saga.holding import V1, Warehouse
from tests.support.api import Api
from tests.support.saga_thread import deliver_all, deliver_new, saga_worker
from wms.inventory import facade as inventory
from wms.inventory.contracts import ReservationStatus
from wms.inventory.models import InventoryOutbox
from wms.orders.contracts import OrderStatus
from wms.picking import facade as picking
from wms.picking.contracts import PickTaskStatus
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewClient

pytestmark = pytest.mark.django_db(transaction=True)
ONE_BOLT = "1 x BOLT (line 1)"
SAGA = "system:fulfillment"


@pytest.fixture
def warehouse(shared_temporal):
    return Warehouse()


@pytest.fixture
def held(warehouse):
    """An order of which one bolt was not found, with a worker for its saga."""
    with saga_worker():
        warehouse.release()
        warehouse.walk(missing=("BOLT",))
        warehouse.until_held(ONE_BOLT)
        yield warehouse


def promise(warehouse, round_no):
    return inventory.get_reservation(order_id=warehouse.order_id, round_no=round_no).status


def test_stock_that_comes_is_fetched_in_a_walk_of_its_own_and_all_of_it_ships(held):
    assert held.status is OrderStatus.PICKING
    assert promise(held, 2) is ReservationStatus.WAITING

    held.receive("BOLT", 5)
    task = held.walk(2)
    packed = held.pack_and_ship(2)

    assert [(line.sku, line.quantity) for line in task.lines] == [("BOLT", 1)]
    assert packed == {1: 3, 2: 2}
    assert held.lines() == [(3, 0, 0), (2, 0, 0)]
    assert (held.stock("BOLT"), held.stock("NUT")) == ((4, 0, 0, 4), (0, 0, 0, 0))
    assert (held.holds(), held.holds("cleared")) == ([], [ONE_BOLT])
    assert held.differences() == ()


def test_the_second_walk_has_the_number_and_the_priority_of_the_order(held):
    first = held.walk_of(1)

    held.receive("BOLT", 1)
    held.until(lambda: picking.find_pick_task(order_id=held.order_id, round_no=2))

    second = held.walk_of(2)
    assert second.order_number == first.order_number != ""
    assert second.priority_rank == first.priority_rank == 1
    assert (first.wave_id is None, second.wave_id) == (False, None)


def test_short_a_second_time_it_is_held_again_and_ships_what_both_walks_brought(held):
    held.receive("BOLT", 1)
    held.walk(2, missing=("BOLT",))
    held.until(lambda: held.holds("cleared") == [ONE_BOLT] and held.holds() == [ONE_BOLT])
    assert promise(held, 3) is ReservationStatus.WAITING

    held.receive("BOLT", 1)
    held.walk(3)
    packed = held.pack_and_ship(3)

    assert packed == {1: 3, 2: 2}
    assert held.lines() == [(3, 0, 0), (2, 0, 0)]
    assert held.holds() == []
    assert held.differences() == ()


def test_somebody_ships_it_without_the_rest(held):
    answer = held.ship_short(Idempotency_Key="k1")
    again = held.ship_short(Idempotency_Key="k1")
    packed = held.pack_and_ship(1)
    late = held.ship_short()
    held.receive("BOLT", 5)

    assert (answer.status_code, answer.json()) == (
        200,
        {"order_id": str(held.order_id), "status": "picked"},
    )
    assert (again.status_code, again.json()) == (200, answer.json())
    assert (late.status_code, late.json()["code"]) == (409, "not_held_short")
    assert packed == {1: 2, 2: 2}
    assert held.lines() == [(2, 1, 0), (2, 0, 0)]
    assert promise(held, 2) is ReservationStatus.RELEASED
    assert held.stock("BOLT") == (5, 0, 0, 5)
    assert held.holds() == []
    assert held.differences() == ()


def test_the_rest_is_closed_in_the_name_of_who_ships_it_short(held):
    supervisor = Api("supervisor", name="sue")

    supervisor.post(f"{V1}/orders/{held.order_id}/ship-short")
    held.pack_and_ship(1)

    history = supervisor.get(f"{V1}/orders/{held.order_id}/history").json()["results"]
    actors = {row["what"]: row["actor"] for row in history}
    assert actors["short-closed"] == actors["picked"] == supervisor.actor
    assert (actors["picking-started"], actors["packed"]) == (SAGA, SAGA)
    (released,) = InventoryOutbox.objects.filter(
        event_type__endswith="reservation-released", partition_key=held.order_id
    )
    assert released.actor == supervisor.actor


def test_cancelled_while_held_everything_is_given_back(held):
    answer = held.cancel()
    held.receive("BOLT", 5)

    assert (answer.status_code, answer.json()["decision"]) == (200, "cancelled")
    assert held.lines() == [(0, 0, 3), (0, 0, 2)]
    tasks = held.api.get(f"{V1}/move-tasks", {"order_id": str(held.order_id)}).json()["results"]
    assert sorted((task["sku"], task["quantity"]) for task in tasks) == [("BOLT", 2), ("NUT", 2)]
    assert promise(held, 2) is ReservationStatus.RELEASED
    assert held.stock("BOLT") == (5, 0, 0, 5)
    assert held.holds() == []
    assert held.differences() == ()


def test_cancelled_while_somebody_could_walk_for_the_rest(held):
    held.receive("BOLT", 5)
    held.until(lambda: held.is_open(2))

    answer = held.cancel()

    assert (answer.status_code, answer.json()["decision"]) == (200, "cancelled")
    deliver_all("inventory", "picking")
    assert held.walk_of(2).status is PickTaskStatus.CANCELLED
    assert held.stock("BOLT") == (5, 0, 0, 5)
    assert held.differences() == ()


@pytest.mark.parametrize("decide", ["cancel", "ship_short"])
def test_a_decision_races_with_stock(held, decide):
    """Whoever is first wins; nothing is shipped twice, kept, or lost."""
    stop = threading.Event()

    def bring():
        held.receive("BOLT", 5)
        delivered: set[tuple[str, UUID]] = set()
        while not stop.is_set():
            deliver_new(delivered, "fulfillment", "inventory", "picking")
        connections.close_all()

    bringing = threading.Thread(target=bring)
    bringing.start()
    answer = getattr(held, decide)()
    stop.set()
    bringing.join()

    if decide == "cancel":
        assert answer.status_code == 200
        held.until(lambda: held.status is OrderStatus.CANCELLED)
        left = 5
    elif answer.status_code == 200:
        held.pack_and_ship(1)
        left = 5
    else:
        assert answer.json()["code"] == "not_held_short"
        held.walk(2)
        held.pack_and_ship(2)
        left = 4
    assert held.stock("BOLT") == (left, 0, 0, left)
    assert held.holds() == []
    assert held.differences() == ()


def test_of_which_nothing_was_found_it_can_only_be_cancelled(warehouse):
    with saga_worker():
        warehouse.release()
        warehouse.walk(missing=("BOLT", "NUT"), units=0)
        warehouse.until_held("3 x BOLT (line 1), 2 x NUT (line 2)")

        refused = warehouse.ship_short()
        answer = warehouse.cancel()

        assert (refused.status_code, refused.json()["code"]) == (409, "nothing_picked")
        assert answer.json()["decision"] == "cancelled"
        assert warehouse.differences() == ()


def test_an_order_that_is_not_held_is_not_shipped_short(warehouse):
    with saga_worker():
        warehouse.release()
        answer = warehouse.ship_short()

        assert (answer.status_code, answer.json()["code"]) == (409, "not_held_short")
        assert warehouse.cancel().status_code == 200


def test_another_client_finds_nothing_and_changes_nothing(held):
    tenancy.create_client(NewClient(code="other"))

    answer = held.ship_short(Api("supervisor", client="other", name="stranger"))

    assert (answer.status_code, answer.json()["code"]) == (404, "order_not_found")
    assert held.holds() == [ONE_BOLT]
    assert promise(held, 2) is ReservationStatus.WAITING


def test_a_viewer_ships_nothing(held):
    assert held.ship_short(Api("viewer")).status_code == 403
    assert held.holds() == [ONE_BOLT]


def test_an_unknown_order_is_not_there(warehouse):
    answer = warehouse.api.post(f"{V1}/orders/{uuid4()}/ship-short")

    assert (answer.status_code, answer.json()["code"]) == (404, "order_not_found")


def test_a_body_nobody_reads_is_refused(held):
    answer = held.api.post(f"{V1}/orders/{held.order_id}/ship-short", {"force": True})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert held.holds() == [ONE_BOLT]


def test_without_temporal_the_answer_is_to_ask_again(warehouse, settings):
    settings.TEMPORAL_ADDRESS = "127.0.0.1:1"

    answer = warehouse.ship_short()

    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert warehouse.status is OrderStatus.RECEIVED
