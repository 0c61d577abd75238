"""What callers hand to inventory and get back: frozen, framework-free, append-only."""

from wms.inventory.catalogue.contracts.refusals import ReservationNotFound as ReservationNotFound
from wms.inventory.catalogue.contracts.words import AllocationStatus as AllocationStatus
from wms.inventory.catalogue.contracts.words import MoveTaskKind as MoveTaskKind
from wms.inventory.catalogue.contracts.words import MoveTaskStatus as MoveTaskStatus
from wms.inventory.catalogue.contracts.words import ReasonCode as ReasonCode
from wms.inventory.catalogue.contracts.words import ReservationStatus as ReservationStatus
from wms.inventory.moves.contracts import CarryReason as CarryReason
from wms.inventory.moves.contracts import MoveTask as MoveTask
from wms.inventory.moves.contracts import MoveTaskFilter as MoveTaskFilter
from wms.inventory.reservations.contracts.open_allocations import OpenAllocation as OpenAllocation
from wms.inventory.reservations.contracts.open_allocations import OpenReservation as OpenReservation
from wms.inventory.reservations.contracts.reservations import AllocateStock as AllocateStock
from wms.inventory.reservations.contracts.reservations import BookPicks as BookPicks
from wms.inventory.reservations.contracts.reservations import BookShipment as BookShipment
from wms.inventory.reservations.contracts.reservations import DeallocateStock as DeallocateStock
from wms.inventory.reservations.contracts.reservations import PickedPlace as PickedPlace
from wms.inventory.reservations.contracts.reservations import Place as Place
from wms.inventory.reservations.contracts.reservations import (
    ReleaseReservation as ReleaseReservation,
)
from wms.inventory.reservations.contracts.reservations import ReserveStock as ReserveStock
from wms.inventory.reservations.contracts.reservations import StockLine as StockLine
from wms.inventory.verification.contracts import REPAIR_ORDER as REPAIR_ORDER
from wms.inventory.verification.contracts import NoteVerified as NoteVerified
from wms.inventory.verification.contracts import RepairImpossible as RepairImpossible
from wms.inventory.verification.contracts import RepairStock as RepairStock
from wms.inventory.verification.contracts import StockCheck as StockCheck
from wms.inventory.verification.contracts import StockDifference as StockDifference
from wms.inventory.verification.contracts import StockVerification as StockVerification
from wms.inventory.verification.contracts import (
    VerifyChangedStock as VerifyChangedStock,
)
from wms.inventory.verification.contracts import VerifyStock as VerifyStock
