"""Sagas that take their steps when told to, so that two may run for one order."""

import random
from threading import Event as Flag

from tests.factories.inventory import CLIENT, WAREHOUSE
from tests.support.races import deadline
from wms.fulfillment.saga.activities.facade_steps import FacadeSteps
from wms.fulfillment.saga.contracts.orders import OrderRound
from wms.inventory.contracts import AllocateStock, BookShipment, ReserveStock, StockLine
from wms.orders.contracts import Milestone, Order, RecordProgress, RecordValidation
from wms.picking.contracts import PickTaskStatus
from wms.waving.contracts import QueueOrder, WaveStatus

QUANTITIES = (2, 1, 3)
ON_THE_FLOOR = {WaveStatus.RELEASED, WaveStatus.IN_PROGRESS, WaveStatus.COMPLETED}


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


# Far longer than they take alone on a machine that is not busy.
SAGAS_SECONDS = 200


def sagas(received, seed):
    """Return an actor that runs the sagas of all orders, interleaved at random."""
    chance = random.Random(seed)

    def act(stop: Flag):
        in_time = deadline(SAGAS_SECONDS)
        running = [Saga(order) for order in received]
        while running and not stop.is_set():
            in_time(f"{len(running)} sagas are not done")
            chance.choice(running).go_on(chance)
            running = [each for each in running if not each.is_done]

    return act
