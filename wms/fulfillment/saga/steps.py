"""Every step the saga can take. The workflow calls these; ``activities`` performs them.

A step causes at most one command (buying a label, which is kept at once, is the exception). What
a command needs beyond ids and quantities, an address for one, the step reads where it lives, so
that the histories of workflows stay small and hold no personal data.
"""

from abc import ABC, abstractmethod

from temporalio import activity

from wms.fulfillment.exceptions.contracts.exceptions import ClearException, RaiseException
from wms.fulfillment.saga.contracts.orders import (
    Assessment,
    AssessOrder,
    LabelledShipment,
    OrderRound,
)
from wms.fulfillment.saga.contracts.states import FoundWork, PickedUnits
from wms.inventory.contracts import (
    AllocateStock,
    BookShipment,
    DeallocateStock,
    ReleaseReservation,
    ReservationStatus,
    ReserveStock,
    StockLine,
)
from wms.orders.contracts import (
    CancelOrder,
    OrderStatus,
    RecordProgress,
    RecordValidation,
    RefuseCancellation,
    SplitOrder,
    UnassignWave,
)
from wms.packing.contracts import CancelPackTask, CreatePackTask, PackTaskStatus
from wms.picking.contracts import CancelPickTask, PickTaskStatus, PreparePickTask
from wms.shipping.contracts import CancelShipment, ShipmentId, ShipmentStatus
from wms.waving.contracts import QueuedOrder, QueueOrder, WithdrawOrder


class Steps(ABC):
    """One method per step; each may run more than once and must then change nothing more."""

    @activity.defn
    @abstractmethod
    def assess_order(self, query: AssessOrder) -> Assessment:
        """Read how far an order is, and what the siblings have against it."""

    @activity.defn
    @abstractmethod
    def read_work(self, query: OrderRound) -> FoundWork:
        """Read what was done for an order whose run is lost."""

    @activity.defn
    @abstractmethod
    def record_validation(self, request: RecordValidation) -> OrderStatus:
        """Say in orders that the order is valid, or rejected."""

    @activity.defn
    @abstractmethod
    def record_progress(self, request: RecordProgress) -> OrderStatus:
        """Record a milestone in orders; the answer is the status that follows from it."""

    @activity.defn
    @abstractmethod
    def unassign_wave(self, request: UnassignWave) -> OrderStatus:
        """Say in orders that the order is in no wave any more."""

    @activity.defn
    @abstractmethod
    def cancel_order(self, request: CancelOrder) -> OrderStatus:
        """Undo validation: close the order as cancelled."""

    @activity.defn
    @abstractmethod
    def refuse_cancellation(self, request: RefuseCancellation) -> OrderStatus:
        """Record in orders that the cancellation came too late."""

    @activity.defn
    @abstractmethod
    def reserve_stock(self, request: ReserveStock) -> ReservationStatus:
        """Reserve the order's stock, or let it wait for some."""

    @activity.defn
    @abstractmethod
    def read_reservation(self, query: OrderRound) -> ReservationStatus:
        """Read whether the stock is reserved."""

    @activity.defn
    @abstractmethod
    def read_promise(self, query: OrderRound) -> tuple[StockLine, ...]:
        """Read which units are reserved; a line that has none is left out."""

    @activity.defn
    @abstractmethod
    def split_order(self, request: SplitOrder) -> OrderStatus:
        """Let the order go on with what it can have; orders decides about the rest."""

    @activity.defn
    @abstractmethod
    def release_reservation(self, request: ReleaseReservation) -> None:
        """Undo ``reserve_stock``, whoever called it."""

    @activity.defn
    @abstractmethod
    def queue_order(self, request: QueueOrder) -> QueuedOrder:
        """Make the order plannable."""

    @activity.defn
    @abstractmethod
    def read_queue(self, query: OrderRound) -> QueuedOrder:
        """Read which wave the order is in, and how far that wave is."""

    @activity.defn
    @abstractmethod
    def withdraw_order(self, request: WithdrawOrder) -> None:
        """Undo ``queue_order``."""

    @activity.defn
    @abstractmethod
    def allocate_stock(self, request: AllocateStock) -> None:
        """Turn the reservation into allocations."""

    @activity.defn
    @abstractmethod
    def deallocate_stock(self, request: DeallocateStock) -> None:
        """Undo ``allocate_stock`` as far as nothing was picked."""

    @activity.defn
    @abstractmethod
    def prepare_pick_task(self, request: PreparePickTask) -> None:
        """Make a pick task that no wave makes: it knows its order, its places come later."""

    @activity.defn
    @abstractmethod
    def open_pick_task(self, query: OrderRound) -> PickTaskStatus:
        """Give the pick task the places that are allocated, and open it."""

    @activity.defn
    @abstractmethod
    def read_pick_task(self, query: OrderRound) -> PickTaskStatus:
        """Read how far the walk is."""

    @activity.defn
    @abstractmethod
    def cancel_pick_task(self, request: CancelPickTask) -> int:
        """Undo ``open_pick_task``; the answer is the number of units that are off the shelf."""

    @activity.defn
    @abstractmethod
    def book_picks(self, query: OrderRound) -> tuple[PickedUnits, ...]:
        """Move what was picked to staging; the answer has a line for each line of the task."""

    @activity.defn
    @abstractmethod
    def create_pack_task(self, request: CreatePackTask) -> PackTaskStatus:
        """Make the work to pack what was picked."""

    @activity.defn
    @abstractmethod
    def read_pack_task(self, query: OrderRound) -> PackTaskStatus:
        """Read how far packing is."""

    @activity.defn
    @abstractmethod
    def cancel_pack_task(self, request: CancelPackTask) -> None:
        """Undo ``create_pack_task``."""

    @activity.defn
    @abstractmethod
    def create_shipment(self, query: OrderRound) -> ShipmentId:
        """Make the shipment of the cartons that were packed, to the address of the order."""

    @activity.defn
    @abstractmethod
    def buy_label(self, query: OrderRound) -> LabelledShipment:
        """Buy labels from the carrier, once per shipment, and keep them."""

    @activity.defn
    @abstractmethod
    def read_shipment(self, query: OrderRound) -> ShipmentStatus:
        """Read whether the carrier has the shipment."""

    @activity.defn
    @abstractmethod
    def void_label(self, query: OrderRound) -> None:
        """Undo ``buy_label``."""

    @activity.defn
    @abstractmethod
    def cancel_shipment(self, request: CancelShipment) -> None:
        """Undo ``create_shipment``."""

    @activity.defn
    @abstractmethod
    def book_shipment(self, request: BookShipment) -> None:
        """Take the goods out of the stock."""

    @activity.defn
    @abstractmethod
    def raise_exception(self, request: RaiseException) -> None:
        """Put something before a person."""

    @activity.defn
    @abstractmethod
    def clear_exception(self, request: ClearException) -> None:
        """Take it off the list: it went away by itself."""
