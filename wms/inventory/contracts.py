"""What callers hand to inventory and get back: frozen, framework-free, append-only."""

from wms.inventory.adjustments.contracts.adjustments import Adjustment as Adjustment
from wms.inventory.adjustments.contracts.adjustments import AdjustmentFilter as AdjustmentFilter
from wms.inventory.adjustments.contracts.adjustments import AdjustStock as AdjustStock
from wms.inventory.adjustments.contracts.adjustments import ApproveAdjustment as ApproveAdjustment
from wms.inventory.adjustments.contracts.adjustments import NewAdjustment as NewAdjustment
from wms.inventory.adjustments.contracts.adjustments import NewApproval as NewApproval
from wms.inventory.adjustments.contracts.adjustments import NewRejection as NewRejection
from wms.inventory.adjustments.contracts.adjustments import RejectAdjustment as RejectAdjustment
from wms.inventory.adjustments.contracts.changes import ChangeFilter as ChangeFilter
from wms.inventory.adjustments.contracts.changes import ChangeStatus as ChangeStatus
from wms.inventory.adjustments.contracts.changes import NewStatusChange as NewStatusChange
from wms.inventory.adjustments.contracts.changes import NewTransfer as NewTransfer
from wms.inventory.adjustments.contracts.changes import StatusChange as StatusChange
from wms.inventory.adjustments.contracts.changes import StatusLine as StatusLine
from wms.inventory.adjustments.contracts.changes import Transfer as Transfer
from wms.inventory.adjustments.contracts.changes import TransferLine as TransferLine
from wms.inventory.adjustments.contracts.changes import TransferStock as TransferStock
from wms.inventory.adjustments.contracts.refused_changes import (
    AdjustmentDecided as AdjustmentDecided,
)
from wms.inventory.adjustments.contracts.refused_changes import (
    AdjustmentDiffers as AdjustmentDiffers,
)
from wms.inventory.adjustments.contracts.refused_changes import (
    AdjustmentNotFound as AdjustmentNotFound,
)
from wms.inventory.adjustments.contracts.refused_changes import LotExpired as LotExpired
from wms.inventory.adjustments.contracts.refused_changes import SamePerson as SamePerson
from wms.inventory.adjustments.contracts.refused_changes import SamePlace as SamePlace
from wms.inventory.adjustments.contracts.refused_changes import (
    SecondPersonNeeded as SecondPersonNeeded,
)
from wms.inventory.adjustments.contracts.refused_changes import (
    StatusChangeDiffers as StatusChangeDiffers,
)
from wms.inventory.adjustments.contracts.refused_changes import StatusNotAllowed as StatusNotAllowed
from wms.inventory.adjustments.contracts.refused_changes import TransferDiffers as TransferDiffers
from wms.inventory.catalogue.contracts.catalogue import BlockLocation as BlockLocation
from wms.inventory.catalogue.contracts.catalogue import Location as Location
from wms.inventory.catalogue.contracts.catalogue import LocationFilter as LocationFilter
from wms.inventory.catalogue.contracts.catalogue import LocationState as LocationState
from wms.inventory.catalogue.contracts.catalogue import NewLocation as NewLocation
from wms.inventory.catalogue.contracts.catalogue import NewSku as NewSku
from wms.inventory.catalogue.contracts.catalogue import NewSkuValue as NewSkuValue
from wms.inventory.catalogue.contracts.catalogue import RegisterLocation as RegisterLocation
from wms.inventory.catalogue.contracts.catalogue import RegisterSku as RegisterSku
from wms.inventory.catalogue.contracts.catalogue import SetSkuValue as SetSkuValue
from wms.inventory.catalogue.contracts.catalogue import Sku as Sku
from wms.inventory.catalogue.contracts.catalogue import SkuFilter as SkuFilter
from wms.inventory.catalogue.contracts.catalogue import SkuValueChange as SkuValueChange
from wms.inventory.catalogue.contracts.catalogue import SkuValueFilter as SkuValueFilter
from wms.inventory.catalogue.contracts.lots import Lot as Lot
from wms.inventory.catalogue.contracts.lots import LotFilter as LotFilter
from wms.inventory.catalogue.contracts.lots import LotMissing as LotMissing
from wms.inventory.catalogue.contracts.lots import SerialKnown as SerialKnown
from wms.inventory.catalogue.contracts.lots import SerialNotSingle as SerialNotSingle
from wms.inventory.catalogue.contracts.refusals import AllocationNotFound as AllocationNotFound
from wms.inventory.catalogue.contracts.refusals import AllocationReleased as AllocationReleased
from wms.inventory.catalogue.contracts.refusals import GoodsMissing as GoodsMissing
from wms.inventory.catalogue.contracts.refusals import InvalidGtin as InvalidGtin
from wms.inventory.catalogue.contracts.refusals import LocationDiffers as LocationDiffers
from wms.inventory.catalogue.contracts.refusals import LocationNotFound as LocationNotFound
from wms.inventory.catalogue.contracts.refusals import LotDiffers as LotDiffers
from wms.inventory.catalogue.contracts.refusals import LotNotFound as LotNotFound
from wms.inventory.catalogue.contracts.refusals import PickDiffers as PickDiffers
from wms.inventory.catalogue.contracts.refusals import ReceiptDiffers as ReceiptDiffers
from wms.inventory.catalogue.contracts.refusals import ReservationNotFound as ReservationNotFound
from wms.inventory.catalogue.contracts.refusals import ReservationReleased as ReservationReleased
from wms.inventory.catalogue.contracts.refusals import SkuDiffers as SkuDiffers
from wms.inventory.catalogue.contracts.refusals import SkuNotFound as SkuNotFound
from wms.inventory.catalogue.contracts.refusals import StockClaimed as StockClaimed
from wms.inventory.catalogue.contracts.refusals import StockPromised as StockPromised
from wms.inventory.catalogue.contracts.refusals import StockShort as StockShort
from wms.inventory.catalogue.contracts.words import AdjustmentReason as AdjustmentReason
from wms.inventory.catalogue.contracts.words import AdjustmentStatus as AdjustmentStatus
from wms.inventory.catalogue.contracts.words import AllocationStatus as AllocationStatus
from wms.inventory.catalogue.contracts.words import BlockCause as BlockCause
from wms.inventory.catalogue.contracts.words import LocationKind as LocationKind
from wms.inventory.catalogue.contracts.words import MovementCause as MovementCause
from wms.inventory.catalogue.contracts.words import MoveTaskKind as MoveTaskKind
from wms.inventory.catalogue.contracts.words import MoveTaskStatus as MoveTaskStatus
from wms.inventory.catalogue.contracts.words import Quantity as Quantity
from wms.inventory.catalogue.contracts.words import ReasonCode as ReasonCode
from wms.inventory.catalogue.contracts.words import ReservationStatus as ReservationStatus
from wms.inventory.catalogue.contracts.words import ShortCode as ShortCode
from wms.inventory.catalogue.contracts.words import StatusChangeReason as StatusChangeReason
from wms.inventory.catalogue.contracts.words import StockStatus as StockStatus
from wms.inventory.catalogue.contracts.words import Strategy as Strategy
from wms.inventory.catalogue.contracts.words import Tracking as Tracking
from wms.inventory.catalogue.contracts.words import UnitRefusal as UnitRefusal
from wms.inventory.catalogue.contracts.words import VirtualLocation as VirtualLocation
from wms.inventory.counts.contracts.counts import MOST_COUNTS as MOST_COUNTS
from wms.inventory.counts.contracts.counts import AskRecount as AskRecount
from wms.inventory.counts.contracts.counts import CancelCount as CancelCount
from wms.inventory.counts.contracts.counts import CountCancellation as CountCancellation
from wms.inventory.counts.contracts.counts import CountFilter as CountFilter
from wms.inventory.counts.contracts.counts import CountLine as CountLine
from wms.inventory.counts.contracts.counts import CycleCount as CycleCount
from wms.inventory.counts.contracts.counts import FoundGoods as FoundGoods
from wms.inventory.counts.contracts.counts import NewCount as NewCount
from wms.inventory.counts.contracts.counts import NewCountPlan as NewCountPlan
from wms.inventory.counts.contracts.counts import NewFindings as NewFindings
from wms.inventory.counts.contracts.counts import PlanCounts as PlanCounts
from wms.inventory.counts.contracts.counts import PlannedCounts as PlannedCounts
from wms.inventory.counts.contracts.counts import PostCount as PostCount
from wms.inventory.counts.contracts.counts import PostedLine as PostedLine
from wms.inventory.counts.contracts.counts import RequestCount as RequestCount
from wms.inventory.counts.contracts.counts import StartCount as StartCount
from wms.inventory.counts.contracts.counts import SubmitCount as SubmitCount
from wms.inventory.counts.contracts.refused_counts import AnotherPersonNeeded as AnotherPersonNeeded
from wms.inventory.counts.contracts.refused_counts import CountIncomplete as CountIncomplete
from wms.inventory.counts.contracts.refused_counts import CountNotFound as CountNotFound
from wms.inventory.counts.contracts.refused_counts import CountTaken as CountTaken
from wms.inventory.counts.contracts.refused_counts import NotCountedHere as NotCountedHere
from wms.inventory.diagnosis.contracts.holding import Candidate as Candidate
from wms.inventory.diagnosis.contracts.holding import HolderFilter as HolderFilter
from wms.inventory.diagnosis.contracts.holding import HolderState as HolderState
from wms.inventory.diagnosis.contracts.holding import Missing as Missing
from wms.inventory.diagnosis.contracts.holding import (
    ReservationLineNotFound as ReservationLineNotFound,
)
from wms.inventory.diagnosis.contracts.holding import Rule as Rule
from wms.inventory.diagnosis.contracts.holding import StockHolder as StockHolder
from wms.inventory.diagnosis.contracts.holding import Taker as Taker
from wms.inventory.diagnosis.contracts.holding import Verdict as Verdict
from wms.inventory.diagnosis.contracts.holding import WhyNot as WhyNot
from wms.inventory.diagnosis.contracts.holding import WhyNotQuestion as WhyNotQuestion
from wms.inventory.handling.contracts.adjustment_lines import AdjustmentLine as AdjustmentLine
from wms.inventory.handling.contracts.refusals import LocationBlocked as LocationBlocked
from wms.inventory.moves.contracts.tasks import CancelMoveTask as CancelMoveTask
from wms.inventory.moves.contracts.tasks import Carried as Carried
from wms.inventory.moves.contracts.tasks import CarryReason as CarryReason
from wms.inventory.moves.contracts.tasks import ClaimMoveTask as ClaimMoveTask
from wms.inventory.moves.contracts.tasks import CompleteMoveTask as CompleteMoveTask
from wms.inventory.moves.contracts.tasks import LocationUnfit as LocationUnfit
from wms.inventory.moves.contracts.tasks import MoveDiffers as MoveDiffers
from wms.inventory.moves.contracts.tasks import MoveTask as MoveTask
from wms.inventory.moves.contracts.tasks import MoveTaskCancellation as MoveTaskCancellation
from wms.inventory.moves.contracts.tasks import MoveTaskFilter as MoveTaskFilter
from wms.inventory.moves.contracts.tasks import MoveTaskNotFound as MoveTaskNotFound
from wms.inventory.moves.contracts.tasks import MoveTaskNotReady as MoveTaskNotReady
from wms.inventory.moves.contracts.tasks import MoveTaskTaken as MoveTaskTaken
from wms.inventory.moves.contracts.tasks import OverMove as OverMove
from wms.inventory.moves.contracts.tasks import ReasonMissing as ReasonMissing
from wms.inventory.moves.contracts.tasks import ReleaseMoveTask as ReleaseMoveTask
from wms.inventory.moves.contracts.tasks import ReopenMoveTask as ReopenMoveTask
from wms.inventory.moves.contracts.tasks import WrongScan as WrongScan
from wms.inventory.receiving.contracts.inbound import AnnounceInbound as AnnounceInbound
from wms.inventory.receiving.contracts.inbound import CloseInbound as CloseInbound
from wms.inventory.receiving.contracts.inbound import InboundLine as InboundLine
from wms.inventory.receiving.contracts.inbound import InboundNotice as InboundNotice
from wms.inventory.receiving.contracts.inbound import InboundNoticeFilter as InboundNoticeFilter
from wms.inventory.receiving.contracts.inbound import InboundNoticeSummary as InboundNoticeSummary
from wms.inventory.receiving.contracts.inbound import InboundStatus as InboundStatus
from wms.inventory.receiving.contracts.inbound import NewInboundLine as NewInboundLine
from wms.inventory.receiving.contracts.inbound import NewInboundNotice as NewInboundNotice
from wms.inventory.receiving.contracts.inbound import NoticeClosed as NoticeClosed
from wms.inventory.receiving.contracts.inbound import NoticeDiffers as NoticeDiffers
from wms.inventory.receiving.contracts.inbound import NoticeId as NoticeId
from wms.inventory.receiving.contracts.inbound import NoticeNotFound as NoticeNotFound
from wms.inventory.receiving.contracts.inbound import NotOnNotice as NotOnNotice
from wms.inventory.receiving.contracts.inbound import OverDelivery as OverDelivery
from wms.inventory.receiving.contracts.receipts import NewReceipt as NewReceipt
from wms.inventory.receiving.contracts.receipts import NewReceiptLine as NewReceiptLine
from wms.inventory.receiving.contracts.receipts import Receipt as Receipt
from wms.inventory.receiving.contracts.receipts import ReceiveStock as ReceiveStock
from wms.inventory.replenishment.contracts.refusals import NotAPickLocation as NotAPickLocation
from wms.inventory.replenishment.contracts.refusals import PickFaceNotFound as PickFaceNotFound
from wms.inventory.replenishment.contracts.refusals import (
    StockThresholdNotFound as StockThresholdNotFound,
)
from wms.inventory.replenishment.contracts.replenishing import NewPickFace as NewPickFace
from wms.inventory.replenishment.contracts.replenishing import (
    NewStockThreshold as NewStockThreshold,
)
from wms.inventory.replenishment.contracts.replenishing import PickFace as PickFace
from wms.inventory.replenishment.contracts.replenishing import PickFaceFilter as PickFaceFilter
from wms.inventory.replenishment.contracts.replenishing import (
    PlanReplenishment as PlanReplenishment,
)
from wms.inventory.replenishment.contracts.replenishing import (
    PlanReplenishmentPage as PlanReplenishmentPage,
)
from wms.inventory.replenishment.contracts.replenishing import RemovedPickFace as RemovedPickFace
from wms.inventory.replenishment.contracts.replenishing import RemovePickFace as RemovePickFace
from wms.inventory.replenishment.contracts.replenishing import (
    RemoveStockThreshold as RemoveStockThreshold,
)
from wms.inventory.replenishment.contracts.replenishing import (
    ReplenishmentPage as ReplenishmentPage,
)
from wms.inventory.replenishment.contracts.replenishing import SetPickFace as SetPickFace
from wms.inventory.replenishment.contracts.replenishing import (
    SetStockThreshold as SetStockThreshold,
)
from wms.inventory.replenishment.contracts.replenishing import StockThreshold as StockThreshold
from wms.inventory.replenishment.contracts.replenishing import (
    StockThresholdFilter as StockThresholdFilter,
)
from wms.inventory.replenishment.contracts.replenishing import WatchLowStock as WatchLowStock
from wms.inventory.reservations.contracts.open_claims import OpenClaim as OpenClaim
from wms.inventory.reservations.contracts.open_claims import OpenReservation as OpenReservation
from wms.inventory.reservations.contracts.promises import MAX_ORDERS_AT_ONCE as MAX_ORDERS_AT_ONCE
from wms.inventory.reservations.contracts.promises import AllocateStock as AllocateStock
from wms.inventory.reservations.contracts.promises import AllocateWave as AllocateWave
from wms.inventory.reservations.contracts.promises import Allocation as Allocation
from wms.inventory.reservations.contracts.promises import BookPicks as BookPicks
from wms.inventory.reservations.contracts.promises import BookShipment as BookShipment
from wms.inventory.reservations.contracts.promises import BookShort as BookShort
from wms.inventory.reservations.contracts.promises import DeallocateStock as DeallocateStock
from wms.inventory.reservations.contracts.promises import PickedPlace as PickedPlace
from wms.inventory.reservations.contracts.promises import Place as Place
from wms.inventory.reservations.contracts.promises import RefusedReservation as RefusedReservation
from wms.inventory.reservations.contracts.promises import ReleaseReservation as ReleaseReservation
from wms.inventory.reservations.contracts.promises import Reservation as Reservation
from wms.inventory.reservations.contracts.promises import ReservationId as ReservationId
from wms.inventory.reservations.contracts.promises import ReserveOrders as ReserveOrders
from wms.inventory.reservations.contracts.promises import ReserveStock as ReserveStock
from wms.inventory.reservations.contracts.promises import StockLine as StockLine
from wms.inventory.reservations.contracts.promises import reservation_id_for as reservation_id_for
from wms.inventory.reservations.contracts.rules import AllocationRule as AllocationRule
from wms.inventory.reservations.contracts.rules import NewAllocationRule as NewAllocationRule
from wms.inventory.reservations.contracts.rules import SetAllocationRule as SetAllocationRule
from wms.inventory.stock.contracts.ledger import ClosedLedgerMonth as ClosedLedgerMonth
from wms.inventory.stock.contracts.ledger import CloseLedgerMonth as CloseLedgerMonth
from wms.inventory.stock.contracts.ledger import LedgerClosed as LedgerClosed
from wms.inventory.stock.contracts.ledger import MonthBeforeIsOpen as MonthBeforeIsOpen
from wms.inventory.stock.contracts.ledger import MonthNotFound as MonthNotFound
from wms.inventory.stock.contracts.ledger import MonthNotOver as MonthNotOver
from wms.inventory.stock.contracts.stock import ExpireStock as ExpireStock
from wms.inventory.stock.contracts.stock import Movement as Movement
from wms.inventory.stock.contracts.stock import MovementFilter as MovementFilter
from wms.inventory.stock.contracts.stock import StockFilter as StockFilter
from wms.inventory.stock.contracts.stock import StockLevel as StockLevel
from wms.inventory.stock.contracts.stock import StockOfSku as StockOfSku
from wms.inventory.stock.contracts.stock import StockPlaceFilter as StockPlaceFilter
from wms.inventory.stock.contracts.stock import StockUnit as StockUnit
from wms.inventory.verification.contracts.verification import REPAIR_ORDER as REPAIR_ORDER
from wms.inventory.verification.contracts.verification import ChangedStock as ChangedStock
from wms.inventory.verification.contracts.verification import NoteVerified as NoteVerified
from wms.inventory.verification.contracts.verification import RepairedNumber as RepairedNumber
from wms.inventory.verification.contracts.verification import RepairImpossible as RepairImpossible
from wms.inventory.verification.contracts.verification import RepairStock as RepairStock
from wms.inventory.verification.contracts.verification import StockCheck as StockCheck
from wms.inventory.verification.contracts.verification import StockDifference as StockDifference
from wms.inventory.verification.contracts.verification import StockRepair as StockRepair
from wms.inventory.verification.contracts.verification import StockVerification as StockVerification
from wms.inventory.verification.contracts.verification import SubjectNotFound as SubjectNotFound
from wms.inventory.verification.contracts.verification import (
    VerifyChangedStock as VerifyChangedStock,
)
from wms.inventory.verification.contracts.verification import VerifyStock as VerifyStock
from wms.inventory.work.contracts.counts import CountCause as CountCause
from wms.inventory.work.contracts.counts import CountId as CountId
from wms.inventory.work.contracts.counts import CountNotReady as CountNotReady
from wms.inventory.work.contracts.counts import CountStatus as CountStatus
from wms.inventory.work.contracts.tasks import MoveTaskId as MoveTaskId
