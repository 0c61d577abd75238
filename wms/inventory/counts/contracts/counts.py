"""Counts of what lies at a location: what is asked, what was found, what came of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from annotated_types import Ge, Le, Len

from wms.inventory.catalogue.contracts.words import PlaceCode, ShortCode, StockStatus
from wms.inventory.work.contracts.counts import CountCause, CountId, CountStatus
from wms.kernel.actors import Actor, system_actor
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.text import CODE, TEXT, Code, Text

MOST_COUNTS = 500
SCHEDULE = system_actor("schedule")


@dataclass(frozen=True, kw_only=True)
class NewCount:
    """The body of ``POST /cycle-counts``."""

    location: PlaceCode
    warehouse: PlaceCode | None = None


@dataclass(frozen=True, kw_only=True)
class RequestCount:
    """Have a client's goods at a location counted; an unfinished count of them is answered."""

    client_id: ClientId
    warehouse_id: WarehouseId
    location: Code
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class NewCountPlan:
    """The body of ``POST /cycle-counts/plan``: how many counts to make at most."""

    limit: Annotated[int, Ge(1), Le(MOST_COUNTS)] = 50
    warehouse: PlaceCode | None = None


@dataclass(frozen=True, kw_only=True)
class PlanCounts:
    """Make the counts that are most worth their while.

    By default in every warehouse, for every client, and as many as fill up what the settings
    allow to be unfinished.
    """

    now: datetime
    warehouse_id: WarehouseId | None = None
    client_id: ClientId | None = None
    limit: int | None = None
    actor: Actor = SCHEDULE


@dataclass(frozen=True, kw_only=True)
class PlannedCounts:
    """The counts that were made."""

    count_ids: tuple[CountId, ...]


@dataclass(frozen=True, kw_only=True)
class StartCount:
    """Take a count, as its one worker; ``worker_id`` is who that is, however called."""

    count_id: CountId
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class FoundGoods:
    """Units of a SKU and lot that lie at the location.

    Without a status they are what the location is known to hold of the lot, else usable.
    """

    sku: ShortCode
    quantity: Annotated[int, Ge(0), Le(10_000_000)]
    lot: Annotated[str, Len(0, 64), CODE] = ""
    status: Literal["usable", "damaged", "quarantine", "expired"] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "sku", self.sku.strip().upper())


@dataclass(frozen=True, kw_only=True)
class NewFindings:
    """The body of ``POST /cycle-counts/{id}/submit``.

    With ``complete``, goods that are not named are not there; without it they must be named.
    """

    lines: Annotated[tuple[FoundGoods, ...], Len(0, 500)] = ()
    complete: bool = False

    def __post_init__(self) -> None:
        if len({(each.sku, each.lot, each.status) for each in self.lines}) < len(self.lines):
            raise ValueError("two lines are about the same goods")


@dataclass(frozen=True, kw_only=True)
class SubmitCount:
    """Say what lies at the location."""

    count_id: CountId
    actor: Actor
    findings: NewFindings
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class AskRecount:
    """Have somebody else count again before anything is posted."""

    count_id: CountId
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class PostCount:
    """Agree to what was found, and book the differences."""

    count_id: CountId
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class CountCancellation:
    """The body of ``POST /cycle-counts/{id}/cancel``."""

    reason: Annotated[str, Len(1, 200), TEXT]


@dataclass(frozen=True, kw_only=True)
class CancelCount:
    """Give a count up; nothing is booked."""

    count_id: CountId
    actor: Actor
    reason: Text
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class CountLine:
    """What should have been there, and what was.

    ``expected`` is what the books say less ``taken``, which pickers have confirmed and the books
    do not know yet; ``missing`` units were short picks' and are not expected. ``difference`` is
    counted less expected.
    """

    sku: Code
    lot: Code
    status: StockStatus
    expected: int
    taken: int
    missing: int
    counted: int
    difference: int
    round_no: int


@dataclass(frozen=True, kw_only=True)
class CycleCount:
    """A count of one client's goods at one location.

    ``lines`` is empty as long as somebody may count who must not know what was expected.
    """

    count_id: CountId
    number: Code
    client_id: ClientId
    warehouse_id: WarehouseId
    location: Code
    cause: CountCause
    status: CountStatus
    worker: Text
    round_no: int
    reason: Text
    created_at: datetime
    started_at: datetime | None
    counted_at: datetime | None
    posted_at: datetime | None
    posted_by: Text
    lines: tuple[CountLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PostedLine:
    """What was booked of a line: ``gained`` less ``lost`` is what the client has more now.

    ``found`` units were missing and are back; ``lost`` ones may have been missing before.
    """

    sku: Code
    lot: Code
    status: StockStatus
    counted: int
    difference: int
    found: int
    gained: int
    lost: int


@dataclass(frozen=True, kw_only=True)
class CountFilter:
    """Which counts to list, the newest first; ``unfinished`` leaves out posted and cancelled."""

    status: tuple[CountStatus, ...] = ()
    cause: tuple[CountCause, ...] = ()
    location: PlaceCode | None = None
    worker: Annotated[str, Len(1, 150), TEXT] | None = None
    unfinished: bool = False
    warehouse: PlaceCode | None = None
    number: Annotated[str, Len(1, 32), CODE] | None = None
