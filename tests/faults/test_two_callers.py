"""A hundred orders for which consumers and sagas do the same things, in any order and repeated."""

from collections import Counter
from uuid import UUID

import pytest

from tests.factories.inventory import CLIENT, WAREHOUSE, put, register_location
from tests.factories.orders import new_order
from tests.faults.robots import plan, robot
from tests.faults.stepping import QUANTITIES, sagas
from tests.inventory.reading import differences, totals
from tests.support.races import all_of, assert_gap_free, consumer
from tests.support.sizes import sized
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.models import Allocation, Reservation, StockMovement
from wms.orders.contracts import ReceiveOrder
from wms.orders.services.receive_order import receive_order
from wms.picking.models import PickTask
from wms.platform.outbox.outboxes import outboxes
from wms.waving.models import WaveOrder

pytestmark = pytest.mark.django_db(transaction=True)
ORDERS = 100
GROUPS = ("inventory", "waving", "picking")


def receive_all():
    register_location("A-01")
    register_location("A-02", pick_sequence=2)
    register_location("STAGE", LocationKind.STAGING)
    for line_no, quantity in enumerate(QUANTITIES, start=1):
        # Not one unit too many, and no place that holds them all.
        put(quantity * 60, f"BOLT-M{line_no}", "A-01")
        put(quantity * 40, f"BOLT-M{line_no}", "A-02")
    return [
        receive_order(
            ReceiveOrder(
                client_id=CLIENT,
                warehouse_id=WAREHOUSE,
                order=new_order(*QUANTITIES),
                actor="user:7",
            )
        )
        for _order in range(ORDERS)
    ]


def published():
    return {
        outbox.noun: Counter(
            each.rpartition(".")[2]
            for each in outbox.waiting.objects.values_list("event_type", flat=True)
        )
        for outbox in outboxes()
    }


@pytest.mark.sliced
@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", sized([1], [1, 2]))
def test_consumers_and_sagas_together_do_everything_once(seed):
    received = receive_all()
    actors = [
        sagas(received, seed),
        sagas(received, seed + 100),
        consumer(seed, *GROUPS),
        consumer(seed + 100, *GROUPS),
        plan,
        robot("ann"),
        robot("bob"),
    ]

    all_of(actors, until=[0, 1])

    order_ids = {order.order_id for order in received}
    reservations = Reservation.objects.values_list("order_id", "status")
    assert sorted(reservations) == sorted((each, "consumed") for each in order_ids)
    tasks = PickTask.objects.values_list("order_id", "status")
    assert sorted(tasks) == sorted((each, "completed") for each in order_ids)
    claimed: Counter[tuple[UUID, int]] = Counter()
    for order_id, line_no, quantity, status in Allocation.objects.values_list(
        "reservation__order_id", "line__line_no", "quantity", "status"
    ):
        assert status == "shipped"
        claimed[order_id, line_no] += quantity
    wanted = dict(enumerate(QUANTITIES, start=1))
    assert claimed == {(each, no): units for each in order_ids for no, units in wanted.items()}
    assert sorted(WaveOrder.objects.values_list("order_id", "is_done")) == sorted(
        (each, True) for each in order_ids
    )
    moved: Counter[str] = Counter()
    for cause, quantity in StockMovement.objects.values_list("cause", "quantity"):
        moved[cause] += quantity
    assert moved == {"receipt": 600, "pick": 600, "shipment": 600}
    assert [totals(f"BOLT-M{line_no}") for line_no in wanted] == [(0, 0, 0)] * 3
    assert differences() == ()

    waves = Counter(WaveOrder.objects.values_list("wave_id", flat=True))
    found = published()
    assert found["order"] == {"received": ORDERS, "validated": ORDERS, "reserved": ORDERS}
    assert found["inventory"] == {
        "sku-registered": 3,
        # Each receipt, each walk and each shipment is written to the ledger once.
        "movements-booked": 6 + 2 * ORDERS,
        "stock-received": 6,
        "stock-reserved": ORDERS,
        "stock-allocated": ORDERS,
        "stock-picked": ORDERS,
        "stock-shipped": ORDERS,
    }
    assert found["wave"] == {
        "created": len(waves),
        "order-added": ORDERS,
        "released": len(waves),
        # Here the end of a walk may arrive before its beginning: then the wave just ends.
        "started": found["wave"]["started"],
        "completed": len(waves),
    }
    # Told again, with its wave, of a task that was under way before picking heard of the wave.
    for what in ("task-started", "task-completed"):
        assert ORDERS <= found["picking"].pop(what) <= 2 * ORDERS
    assert found["picking"] == {
        "task-created": ORDERS,
        "task-assigned": ORDERS,
        "item-picked": Allocation.objects.count(),
    }
    assert_gap_free()
