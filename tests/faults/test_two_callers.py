"""A hundred orders for which consumers and sagas do the same things, in any order and repeated."""

import random
from collections import Counter
from functools import partial
from threading import Event as Flag
from uuid import UUID

import pytest

from tests.factories.inventory import CLIENT, WAREHOUSE, put, register_location
from tests.factories.orders import new_order
from tests.inventory.reading import differences, totals
from tests.support.races import all_of, answer_of, assert_gap_free, consumer, deadline
from wms.fulfillment.activities import FacadeSteps
from wms.fulfillment.contracts import OrderRound
from wms.inventory.contracts import (
    AllocateStock,
    BookShipment,
    LocationKind,
    ReserveStock,
    StockLine,
)
from wms.inventory.models import Allocation, Reservation, StockMovement
from wms.kernel.errors import DomainError
from wms.kernel.pages import PageRequest
from wms.orders import facade as orders
from wms.orders.contracts import (
    Milestone,
    Order,
    ReceiveOrder,
    RecordProgress,
    RecordValidation,
)
from wms.picking import facade as picking
from wms.picking.contracts import (
    ClaimPickTask,
    CompletePickTask,
    ConfirmPicks,
    Pick,
    PickTaskFilter,
    PickTaskStatus,
    PickTaskTaken,
    StartPickTask,
)
from wms.picking.models import PickTask
from wms.platform.outbox.outboxes import outboxes
from wms.waving import facade as waving
from wms.waving.contracts import (
    NewWave,
    PlanWave,
    QueueOrder,
    ReleaseWave,
    WaveEmpty,
    WaveStatus,
)
from wms.waving.models import WaveOrder

pytestmark = pytest.mark.django_db(transaction=True)

ORDERS = 100
QUANTITIES = (2, 1, 3)
GROUPS = ("inventory", "waving", "picking")
ON_THE_FLOOR = {WaveStatus.RELEASED, WaveStatus.IN_PROGRESS, WaveStatus.COMPLETED}
BREATH_SECONDS = 0.01
BETWEEN_WAVES_SECONDS = 0.3


class Saga:
    """What the workflow does for one order, step by step; two of them may run for the same one."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.round = OrderRound(
            order_id=order.order_id, client_id=CLIENT, warehouse_id=WAREHOUSE, number=order.number
        )
        self._steps = FacadeSteps()
        self._at = 0
        self._walk = (
            self.validate,
            self.reserve,
            self.record,
            self.queue,
            self.wait_for_wave,
            self.allocate,
            self.open_task,
            self.wait_for_picks,
            self.book_picks,
            self.ship,
        )

    @property
    def is_done(self):
        return self._at == len(self._walk)

    def go_on(self, chance):
        """Do the next step; now and then the last one again, as after a worker's death."""
        if self._at and chance.random() < 0.3:
            self._walk[self._at - 1]()
        if not self.is_done and self._walk[self._at]() is not False:
            self._at += 1

    def validate(self):
        self._steps.record_validation(RecordValidation(order_id=self.order.order_id))

    def reserve(self):
        lines = tuple(
            StockLine(line_no=line.line_no, sku=line.sku, quantity=line.ordered)
            for line in self.order.lines
        )
        self._steps.reserve_stock(
            ReserveStock(
                order_id=self.order.order_id,
                client_id=CLIENT,
                warehouse_id=WAREHOUSE,
                lines=lines,
                priority_rank=1,
            )
        )

    def record(self):
        command = RecordProgress(order_id=self.order.order_id, milestone=Milestone.RESERVED)
        self._steps.record_progress(command)

    def queue(self):
        self._steps.queue_order(QueueOrder(order_id=self.order.order_id))

    def wait_for_wave(self):
        return self._steps.read_queue(self.round).wave_status in ON_THE_FLOOR

    def allocate(self):
        self._steps.allocate_stock(AllocateStock(order_id=self.order.order_id))

    def open_task(self):
        self._steps.open_pick_task(self.round)

    def wait_for_picks(self):
        return self._steps.read_pick_task(self.round) is PickTaskStatus.COMPLETED

    def book_picks(self):
        units = self._steps.book_picks(self.round)
        assert [line.quantity for line in units] == list(QUANTITIES)

    def ship(self):
        self._steps.book_shipment(BookShipment(order_id=self.order.order_id, actor="dispatcher"))


def sagas(received, seed):
    """Return an actor that runs the sagas of all orders, interleaved at random."""
    chance = random.Random(seed)

    def act(stop: Flag):
        in_time = deadline(90)
        running = [Saga(order) for order in received]
        while running and not stop.is_set():
            in_time(f"{len(running)} sagas are not done")
            chance.choice(running).go_on(chance)
            running = [each for each in running if not each.is_done]

    return act


def plan(stop: Flag):
    """Release waves of what waits."""
    wave = NewWave(max_orders=20, max_lines=60)
    while not stop.is_set():
        try:
            planned = waving.plan_wave(PlanWave(warehouse_id=WAREHOUSE, wave=wave, actor="sue"))
        except WaveEmpty:
            stop.wait(BETWEEN_WAVES_SECONDS)
        else:
            waving.release_wave(ReleaseWave(wave_id=planned.wave_id, actor="sue"))


def robot(name):
    """Return an actor that walks every task it can claim."""
    waiting = PickTaskFilter(status=PickTaskStatus.OPEN)

    def act(stop: Flag):
        while not stop.is_set():
            page = picking.list_pick_tasks(client_id=CLIENT, filters=waiting, page=PageRequest())
            for found in page.results:
                answer = answer_of(partial(walk, name, found.task_id))
                assert not isinstance(answer, DomainError) or isinstance(answer, PickTaskTaken)
            stop.wait(BREATH_SECONDS)

    return act


def walk(name, task_id):
    picking.claim_pick_task(ClaimPickTask(task_id=task_id, worker=name))
    task = picking.start_pick_task(StartPickTask(task_id=task_id, worker=name))
    picks = tuple(
        Pick(
            allocation_id=line.allocation_id,
            location=line.location,
            sku=line.sku,
            quantity=line.quantity,
        )
        for line in task.lines
    )
    picking.confirm_picks(ConfirmPicks(task_id=task_id, worker=name, picks=picks))
    picking.complete_pick_task(CompletePickTask(task_id=task_id, worker=name))


def receive_all():
    register_location("A-01")
    register_location("A-02", pick_sequence=2)
    register_location("STAGE", LocationKind.STAGING)
    for line_no, quantity in enumerate(QUANTITIES, start=1):
        # Not one unit too many, and no place that holds them all.
        put(quantity * 60, f"BOLT-M{line_no}", "A-01")
        put(quantity * 40, f"BOLT-M{line_no}", "A-02")
    return [
        orders.receive_order(
            ReceiveOrder(client_id=CLIENT, warehouse_id=WAREHOUSE, order=new_order(*QUANTITIES))
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


@pytest.mark.parametrize("seed", [1, 2])
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
