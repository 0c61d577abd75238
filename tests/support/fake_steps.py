"""Steps that play a whole warehouse and remember what they were asked."""

from temporalio import activity

from tests.support.fake_warehouse import FakeWarehouse
from wms.fulfillment.exceptions.contracts.exceptions import ClearException, RaiseException
from wms.fulfillment.saga.contracts.orders import (
    Assessment,
    AssessOrder,
    LabelledShipment,
    OrderRound,
)
from wms.fulfillment.saga.contracts.states import FoundWork, PickedUnits
from wms.fulfillment.saga.steps import Steps
from wms.inventory.contracts import (
    AllocateStock,
    BookShipment,
    DeallocateStock,
    ReleaseReservation,
    ReservationStatus,
    ReserveStock,
    StockLine,
)
from wms.kernel.ids import OrderId
from wms.orders.contracts import (
    CancelOrder,
    Milestone,
    OrderStatus,
    RecordProgress,
    RecordValidation,
    RefuseCancellation,
    SplitOrder,
    UnassignWave,
)
from wms.packing.contracts import CancelPackTask, CreatePackTask, PackTaskStatus
from wms.picking.contracts import CancelPickTask, PickingBegan, PickTaskStatus, PreparePickTask
from wms.shipping.contracts import CancelShipment, ShipmentId, ShipmentStatus
from wms.waving.contracts import QueuedOrder, QueueOrder, WithdrawOrder

STATUS_OF = {
    Milestone.BACKORDERED: OrderStatus.BACKORDERED,
    Milestone.RESERVED: OrderStatus.RESERVED,
    Milestone.WAVE_ASSIGNED: OrderStatus.WAVE_ASSIGNED,
    Milestone.PICKING_STARTED: OrderStatus.PICKING,
    Milestone.PICKED: OrderStatus.PICKED,
    Milestone.PACKED: OrderStatus.PACKED,
    Milestone.SHIPPED: OrderStatus.SHIPPED,
    Milestone.COMPLETED: OrderStatus.COMPLETED,
}


class FakeSteps(FakeWarehouse, Steps):
    """The steps of a saga in that warehouse."""

    @activity.defn
    def assess_order(self, _query: AssessOrder) -> Assessment:
        self._take("assess_order")
        return Assessment(status=self.status, reasons=self.reasons)

    @activity.defn
    def read_work(self, _query: OrderRound) -> FoundWork:
        self.tries["read_work"] += 1
        return self.found or FoundWork(
            status=self.status,
            round_no=1,
            staged=(),
            is_recorded_picked=False,
            has_left=False,
            wave_id=self.wave_id,
            tracking_numbers=(),
        )

    @activity.defn
    def record_validation(self, command: RecordValidation) -> OrderStatus:
        self._take("record_validation")
        verdict = OrderStatus.REJECTED if command.reasons else OrderStatus.VALIDATED
        return self._answer("record_validation", verdict)

    @activity.defn
    def record_progress(self, command: RecordProgress) -> OrderStatus:
        self._take(f"record_{command.milestone}")
        self.progress[command.milestone] = command.lines
        if command.milestone is Milestone.WAVE_ASSIGNED:
            self.assignments.append((command.wave_id, command.assignment_no))
        self.tracking_numbers = command.tracking_numbers or self.tracking_numbers
        return self._answer(f"record_{command.milestone}", STATUS_OF[command.milestone])

    @activity.defn
    def unassign_wave(self, command: UnassignWave) -> OrderStatus:
        self._take("unassign_wave")
        self.assignments.append((None, command.assignment_no))
        return self._answer("unassign_wave", OrderStatus.RESERVED)

    @activity.defn
    def cancel_order(self, command: CancelOrder) -> OrderStatus:
        self._take("cancel_order", f"cancel_order: {command.reason}")
        self.status = OrderStatus.CANCELLED
        return self.status

    @activity.defn
    def refuse_cancellation(self, command: RefuseCancellation) -> OrderStatus:
        self._take("refuse_cancellation", f"refuse_cancellation: {command.reason}")
        return self._answer("refuse_cancellation", self.status)

    @activity.defn
    def reserve_stock(self, command: ReserveStock) -> ReservationStatus:
        self._take("reserve_stock")
        self.takes_part = command.takes_part
        self.asked_in[command.round_no] = {line.line_no: line.quantity for line in command.lines}
        return self.reservation_in.get(command.round_no, self.reservation)

    @activity.defn
    def read_reservation(self, query: OrderRound) -> ReservationStatus:
        self.tries["read_reservation"] += 1
        return self.reservation_in.get(query.round_no, self.reservation)

    @activity.defn
    def read_promise(self, _query: OrderRound) -> tuple[StockLine, ...]:
        return self.promised

    @activity.defn
    def split_order(self, command: SplitOrder) -> OrderStatus:
        self._take("split_order")
        self.kept.append({line.line_no: line.quantity for line in command.lines})
        return self._answer("split_order", self.status)

    @activity.defn
    def release_reservation(self, command: ReleaseReservation) -> None:
        self._take("release_reservation")
        self.closed_rounds.append(command.round_no)

    @activity.defn
    def queue_order(self, command: QueueOrder) -> QueuedOrder:
        self._take("queue_order")
        return self._queued(command.order_id)

    @activity.defn
    def read_queue(self, query: OrderRound) -> QueuedOrder:
        return self._queued(query.order_id)

    def _queued(self, order_id: OrderId) -> QueuedOrder:
        return QueuedOrder(
            order_id=order_id,
            wave_id=self.wave_id,
            wave_status=self.wave_status,
            assignment_no=self.assignment_no,
            cutoff_at=self.cutoff_at,
        )

    @activity.defn
    def withdraw_order(self, _command: WithdrawOrder) -> None:
        self._take("withdraw_order")

    @activity.defn
    def allocate_stock(self, _command: AllocateStock) -> None:
        self._take("allocate_stock")

    @activity.defn
    def deallocate_stock(self, _command: DeallocateStock) -> None:
        self._take("deallocate_stock")

    @activity.defn
    def prepare_pick_task(self, command: PreparePickTask) -> None:
        self._take("prepare_pick_task")
        self.prepared.append((command.round_no, command.number, command.priority_rank))

    @activity.defn
    def open_pick_task(self, query: OrderRound) -> PickTaskStatus:
        self._take("open_pick_task")
        return self.pick_in.get(query.round_no, self.pick)

    @activity.defn
    def read_pick_task(self, query: OrderRound) -> PickTaskStatus:
        return self.pick_in.get(query.round_no, self.pick)

    @activity.defn
    def cancel_pick_task(self, command: CancelPickTask) -> int:
        if self.off_the_shelf and not command.force:
            raise PickingBegan("goods are off the shelf")
        self._take("cancel_pick_task")
        return self.off_the_shelf

    @activity.defn
    def book_picks(self, query: OrderRound) -> tuple[PickedUnits, ...]:
        self._take("book_picks")
        return self.picked_in.get(query.round_no, self.picked)

    @activity.defn
    def create_pack_task(self, command: CreatePackTask) -> PackTaskStatus:
        self._take("create_pack_task")
        self.work_rounds.add(command.round_no)
        self.to_pack = {line.line_no: line.quantity for line in command.lines}
        return self.pack

    @activity.defn
    def read_pack_task(self, _query: OrderRound) -> PackTaskStatus:
        return self.pack

    @activity.defn
    def cancel_pack_task(self, _command: CancelPackTask) -> None:
        self._take("cancel_pack_task")

    @activity.defn
    def create_shipment(self, query: OrderRound) -> ShipmentId:
        self._take("create_shipment")
        self.work_rounds.add(query.round_no)
        return ShipmentId(query.order_id)

    @activity.defn
    def buy_label(self, _query: OrderRound) -> LabelledShipment:
        self._take("buy_label")
        return LabelledShipment(status=self.shipment, tracking_numbers=("T-1",))

    @activity.defn
    def read_shipment(self, _query: OrderRound) -> ShipmentStatus:
        return self.shipment

    @activity.defn
    def void_label(self, _query: OrderRound) -> None:
        self._take("void_label")

    @activity.defn
    def cancel_shipment(self, _command: CancelShipment) -> None:
        self._take("cancel_shipment")

    @activity.defn
    def book_shipment(self, command: BookShipment) -> None:
        self._take("book_shipment")
        self.shipped_rounds.append(command.round_no)

    @activity.defn
    def raise_exception(self, command: RaiseException) -> None:
        self._take("raise_exception", f"raise {command.kind}")
        self.exceptions[command.exception_id] = command.kind
        self.messages.append(command.message)

    @activity.defn
    def clear_exception(self, command: ClearException) -> None:
        kind = self.exceptions.pop(command.exception_id)
        self._take("clear_exception", f"clear {kind}")
        self.cleared.append(kind)
