"""Carriers that hang: they stop their own labels, and no order that wants something else."""

from threading import Event
from uuid import UUID

from temporalio import activity

from tests.support.fake_steps import FakeSteps
from tests.support.fulfillment import an_order, until
from wms.fulfillment.saga.contracts.orders import (
    Assessment,
    AssessOrder,
    LabelledShipment,
    OrderRound,
    Outcome,
)
from wms.fulfillment.saga.runs.start import start
from wms.fulfillment.saga.worker import Sizes, fulfillment_worker
from wms.kernel.errors import DomainError
from wms.orders.contracts import Milestone, OrderStatus, RecordProgress
from wms.packing.contracts import CreatePackTask, PackTaskStatus

SIZES = Sizes(steps=8, carrier_calls=8)


class HangingCarrier(FakeSteps):
    """A warehouse of many orders, whose carrier answers nobody until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = Event()
        self.asked: set[UUID] = set()
        self.reached: set[tuple[UUID, Milestone]] = set()
        self.unpackable: set[UUID] = set()

    @activity.defn
    def assess_order(self, _query: AssessOrder) -> Assessment:
        return Assessment(status=OrderStatus.RECEIVED, reasons=())

    @activity.defn
    def record_progress(self, command: RecordProgress) -> OrderStatus:
        self.reached.add((command.order_id, command.milestone))
        # There are many orders: that one has ended says nothing of another.
        self.status = OrderStatus.RECEIVED
        return super().record_progress(command)

    @activity.defn
    def create_pack_task(self, command: CreatePackTask) -> PackTaskStatus:
        if command.order_id in self.unpackable:
            raise DomainError("it fits into nothing")
        return super().create_pack_task(command)

    @activity.defn
    def buy_label(self, query: OrderRound) -> LabelledShipment:
        self.asked.add(query.order_id)
        assert self.let_go.wait(60)
        return super().buy_label(query)


async def test_labels_that_hang_hold_up_no_order_that_is_still_to_be_packed(real_temporal):
    steps = HangingCarrier()
    hanging = [an_order() for _ in range(10)]
    later = [an_order() for _ in range(3)]
    async with fulfillment_worker(real_temporal, steps, SIZES):
        try:
            sagas = [await start(real_temporal, order) for order in hanging]
            await until(lambda: len(steps.asked) == SIZES.carrier_calls)

            sagas += [await start(real_temporal, order) for order in later]
            packed = {(order.order_id, Milestone.PACKED) for order in later}
            await until(lambda: packed <= steps.reached)

            # Undos are ordinary activities, as the calls to carriers are.
            undone = an_order()
            steps.unpackable.add(undone.order_id)
            refused = await start(real_temporal, undone)
            assert await refused.result() is Outcome.CANCELLED

            assert steps.taken.count("buy_label") == 0
        finally:
            steps.let_go.set()
        assert {await saga.result() for saga in sagas} == {Outcome.COMPLETED}
