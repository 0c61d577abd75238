"""What there is in a warehouse that is only played, and what it was asked."""

from collections import Counter
from datetime import datetime
from uuid import UUID, uuid4

from wms.fulfillment.saga.contracts.states import FoundWork, PickedUnits
from wms.inventory.contracts import ReservationStatus, StockLine
from wms.kernel.errors import DomainError
from wms.orders.contracts import LineProgress, Milestone, OrderStatus
from wms.packing.contracts import PackTaskStatus
from wms.picking.contracts import PickTaskStatus
from wms.shipping.contracts import ShipmentStatus
from wms.waving.contracts import WaveId, WaveStatus

WAVE = WaveId(uuid4())


class FakeWarehouse:
    """Everything is ready at once, except what a test holds back."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.tries: Counter[str] = Counter()
        self.refusals: dict[str, DomainError] = {}
        self.failures: Counter[str] = Counter()
        self.why = ""
        self.found: FoundWork | None = None
        # What orders answers from a step on, because somebody ended the order beside the saga.
        self.ended_at: dict[str, OrderStatus] = {}
        self.exceptions: dict[UUID, str] = {}
        self.cleared: list[str] = []
        self.progress: dict[Milestone, tuple[LineProgress, ...]] = {}
        self.reasons: tuple[str, ...] = ()
        self.status = OrderStatus.RECEIVED
        self.reservation = ReservationStatus.ACTIVE
        self.promised: tuple[StockLine, ...] = (
            StockLine(line_no=1, sku="BOLT-M8", quantity=3),
            StockLine(line_no=2, sku="NUT-M8", quantity=2),
        )
        self.takes_part: bool | None = None
        self.kept: list[dict[int, int]] = []
        self.wave_id: WaveId | None = WAVE
        self.wave_status: WaveStatus | None = WaveStatus.RELEASED
        self.assignment_no = 1
        self.cutoff_at: datetime | None = None
        self.assignments: list[tuple[UUID | None, int]] = []
        self.pick = PickTaskStatus.COMPLETED
        self.picked: tuple[PickedUnits, ...] = (
            PickedUnits(line_no=1, quantity=3),
            PickedUnits(line_no=2, quantity=2),
        )
        # What holds in a later round, where it is another thing than in the first.
        self.reservation_in: dict[int, ReservationStatus] = {}
        self.pick_in: dict[int, PickTaskStatus] = {}
        self.picked_in: dict[int, tuple[PickedUnits, ...]] = {}
        self.asked_in: dict[int, dict[int, int]] = {}
        self.prepared: list[tuple[int, str, int]] = []
        self.shipped_rounds: list[int] = []
        self.closed_rounds: list[int] = []
        self.messages: list[str] = []
        self.work_rounds: set[int] = set()
        self.off_the_shelf = 0
        self.pack = PackTaskStatus.PACKED
        self.to_pack: dict[int, int] = {}
        self.shipment = ShipmentStatus.SHIPPED
        self.tracking_numbers: tuple[str, ...] = ()

    @property
    def done(self) -> list[str]:
        """What was done, without what a person was told beside it."""
        return [entry for entry in self.taken if not entry.startswith(("raise ", "clear "))]

    @property
    def open_exceptions(self) -> list[str]:
        return list(self.exceptions.values())

    def _take(self, name: str, entry: str = "") -> None:
        self.tries[name] += 1
        if self.failures[name] > 0:
            self.failures[name] -= 1
            raise ConnectionError(self.why or f"{name} is away")
        if name in self.refusals:
            raise self.refusals[name]
        self.taken.append(entry or name)

    def _answer(self, name: str, status: OrderStatus) -> OrderStatus:
        if not self.status.is_finished:
            self.status = self.ended_at.get(name, status)
        return self.status
