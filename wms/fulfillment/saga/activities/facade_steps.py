"""The steps of the saga, performed by the contexts in this process."""

from collections.abc import Callable
from typing import TypeVar

from temporalio import activity

from wms.fulfillment.exceptions.commands.clear_exception import clear_exception
from wms.fulfillment.exceptions.commands.raise_exception import raise_exception
from wms.fulfillment.exceptions.contracts.exceptions import (
    ClearException,
    ExceptionNotFound,
    RaiseException,
)
from wms.fulfillment.saga.activities.work import pack_task_of, pick_task_of, shipment_of
from wms.fulfillment.saga.contracts.orders import (
    Assessment,
    AssessOrder,
    LabelledShipment,
    OrderRound,
)
from wms.fulfillment.saga.contracts.states import FoundWork, PickedUnits
from wms.fulfillment.saga.queries.checks import reasons_to_reject
from wms.fulfillment.saga.queries.found_work import find_work
from wms.fulfillment.saga.rules import parcels, picked_places, picked_units
from wms.fulfillment.saga.steps import Steps
from wms.inventory import facade as inventory
from wms.inventory.contracts import (
    AllocateStock,
    BookPicks,
    BookShipment,
    DeallocateStock,
    ReleaseReservation,
    ReservationStatus,
    ReserveStock,
    StockLine,
)
from wms.orders import facade as orders
from wms.orders.contracts import (
    CancelOrder,
    OrderStatus,
    RecordProgress,
    RecordValidation,
    RefuseCancellation,
    SplitOrder,
    UnassignWave,
)
from wms.packing import facade as packing
from wms.packing.contracts import CancelPackTask, CreatePackTask, PackTaskStatus
from wms.picking import facade as picking
from wms.picking.contracts import (
    CancelPickTask,
    PickTaskStatus,
    PlacePickTask,
    PreparePickTask,
)
from wms.platform.current_actor import current_actor
from wms.shipping import facade as shipping
from wms.shipping.contracts import (
    BuyLabel,
    CancelShipment,
    CreateShipment,
    ShipmentId,
    ShipmentStatus,
    VoidLabel,
    shipment_id_for,
)
from wms.waving import facade as waving
from wms.waving.contracts import QueuedOrder, QueueOrder, WithdrawOrder

StepT = TypeVar("StepT", bound=Callable[..., object])


def step(function: StepT) -> StepT:
    """Mark a step; a cancel does not tear a database connection out of its hands."""
    return activity.defn(no_thread_cancel_exception=True)(function)


class FacadeSteps(Steps):
    """Steps performed over the faces of the contexts."""

    @step
    def assess_order(self, query: AssessOrder) -> Assessment:
        status = orders.get_order_status(order_id=query.order_id)
        if status.is_finished:
            return Assessment(status=status, reasons=())
        reasons = reasons_to_reject(
            client_id=query.client_id, skus=query.skus, country=query.country
        )
        return Assessment(status=status, reasons=reasons)

    @step
    def read_work(self, query: OrderRound) -> FoundWork:
        return find_work(query)

    @step
    def record_validation(self, request: RecordValidation) -> OrderStatus:
        return orders.record_validation(request)

    @step
    def record_progress(self, request: RecordProgress) -> OrderStatus:
        return orders.record_progress(request)

    @step
    def unassign_wave(self, request: UnassignWave) -> OrderStatus:
        return orders.unassign_wave(request)

    @step
    def cancel_order(self, request: CancelOrder) -> OrderStatus:
        return orders.cancel_order(request)

    @step
    def refuse_cancellation(self, request: RefuseCancellation) -> OrderStatus:
        return orders.refuse_cancellation(request)

    @step
    def reserve_stock(self, request: ReserveStock) -> ReservationStatus:
        return inventory.reserve_stock(request).status

    @step
    def read_reservation(self, query: OrderRound) -> ReservationStatus:
        return inventory.get_reservation(order_id=query.order_id, round_no=query.round_no).status

    @step
    def read_promise(self, query: OrderRound) -> tuple[StockLine, ...]:
        return inventory.get_reservation(order_id=query.order_id, round_no=query.round_no).lines

    @step
    def split_order(self, request: SplitOrder) -> OrderStatus:
        return orders.split_order(request)

    @step
    def release_reservation(self, request: ReleaseReservation) -> None:
        inventory.release_reservation(request)

    @step
    def queue_order(self, request: QueueOrder) -> QueuedOrder:
        return waving.queue_order(request)

    @step
    def read_queue(self, query: OrderRound) -> QueuedOrder:
        return waving.get_queued_order(order_id=query.order_id)

    @step
    def withdraw_order(self, request: WithdrawOrder) -> None:
        waving.withdraw_order(request)

    @step
    def allocate_stock(self, request: AllocateStock) -> None:
        inventory.allocate_stock(request)

    @step
    def deallocate_stock(self, request: DeallocateStock) -> None:
        inventory.deallocate_stock(request)

    @step
    def prepare_pick_task(self, request: PreparePickTask) -> None:
        picking.prepare_pick_task(request)

    @step
    def open_pick_task(self, query: OrderRound) -> PickTaskStatus:
        allocation = inventory.get_walk(order_id=query.order_id, round_no=query.round_no)
        command = PlacePickTask(
            order_id=query.order_id,
            client_id=query.client_id,
            warehouse_id=query.warehouse_id,
            places=allocation.places,
            round_no=query.round_no,
            version=allocation.version,
        )
        return picking.place_pick_task(command).status

    @step
    def read_pick_task(self, query: OrderRound) -> PickTaskStatus:
        return pick_task_of(query).status

    @step
    def cancel_pick_task(self, request: CancelPickTask) -> int:
        return sum(line.quantity for line in picking.cancel_pick_task(request).picked)

    @step
    def book_picks(self, query: OrderRound) -> tuple[PickedUnits, ...]:
        task = pick_task_of(query)
        command = BookPicks(
            order_id=query.order_id,
            places=picked_places(task),
            # Who picked may have given the walk back before it was cancelled.
            actor=task.worker or current_actor(),
            round_no=query.round_no,
            is_complete=task.status is PickTaskStatus.COMPLETED,
        )
        inventory.book_picks(command)
        return picked_units(task)

    @step
    def create_pack_task(self, request: CreatePackTask) -> PackTaskStatus:
        return packing.create_pack_task(request).status

    @step
    def read_pack_task(self, query: OrderRound) -> PackTaskStatus:
        return pack_task_of(query).status

    @step
    def cancel_pack_task(self, request: CancelPackTask) -> None:
        packing.cancel_pack_task(request)

    @step
    def create_shipment(self, query: OrderRound) -> ShipmentId:
        command = CreateShipment(
            order_id=query.order_id,
            client_id=query.client_id,
            warehouse_id=query.warehouse_id,
            number=query.number,
            address=orders.get_order(order_id=query.order_id).shipping_address,
            parcels=parcels(pack_task_of(query)),
            round_no=query.round_no,
        )
        return shipping.create_shipment(command).shipment_id

    @step
    def buy_label(self, query: OrderRound) -> LabelledShipment:
        shipment_id = shipment_id_for(query.order_id, query.round_no)
        shipment = shipping.record_label(shipping.buy_label(BuyLabel(shipment_id=shipment_id)))
        return LabelledShipment(
            status=shipment.status,
            tracking_numbers=tuple(parcel.tracking_number for parcel in shipment.parcels),
        )

    @step
    def read_shipment(self, query: OrderRound) -> ShipmentStatus:
        return shipment_of(query).status

    @step
    def void_label(self, query: OrderRound) -> None:
        shipping.void_label(VoidLabel(shipment_id=shipment_id_for(query.order_id, query.round_no)))

    @step
    def cancel_shipment(self, request: CancelShipment) -> None:
        shipping.cancel_shipment(request)

    @step
    def book_shipment(self, request: BookShipment) -> None:
        inventory.book_shipment(request)

    @step
    def raise_exception(self, request: RaiseException) -> None:
        raise_exception(request)

    @step
    def clear_exception(self, request: ClearException) -> None:
        try:
            clear_exception(request)
        except ExceptionNotFound:
            # Another of its kind was open already; whoever raised that one clears it.
            activity.logger.info("exception %s was never raised", request.exception_id)
