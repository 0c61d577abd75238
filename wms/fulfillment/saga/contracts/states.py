"""What the run of an order hands to the run that goes on in its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from uuid import UUID

from wms.inventory.contracts import StockLine
from wms.kernel.text import Code, Text
from wms.orders.contracts import Milestone, OrderStatus


class Stage(IntEnum):
    """How far a run is: each stage begins with steps that may be taken again."""

    VALIDATE = 1
    RESERVE = 2
    WAVE = 3
    PICK = 4
    REST = 5
    PACK = 6
    SHIP = 7
    CLOSE = 8


@dataclass(frozen=True, kw_only=True)
class PickedUnits:
    """What was found for a line of an order, over all its places, in base units."""

    line_no: int
    quantity: int


@dataclass(frozen=True, kw_only=True)
class StagedUnits:
    """What a round put in staging of a line, in base units."""

    round_no: int
    line_no: int
    quantity: int


@dataclass(frozen=True, kw_only=True)
class Count:
    """How often something happened."""

    of: Text
    times: int


def rounds_of(staged: Iterable[StagedUnits]) -> dict[int, tuple[PickedUnits, ...]]:
    """Return what each round put in staging, by its number, the first round first."""
    rounds: dict[int, list[PickedUnits]] = {}
    for each in sorted(staged, key=lambda units: units.round_no):
        units = PickedUnits(line_no=each.line_no, quantity=each.quantity)
        rounds.setdefault(each.round_no, []).append(units)
    return {round_no: tuple(units) for round_no, units in rounds.items()}


@dataclass(frozen=True, kw_only=True)
class Undo:
    """How to take a step of a round back: a name, which the workflow knows."""

    name: Text
    round_no: int


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Something before a person: whether it is said yet, and whether it is over.

    One that ``stays`` is not taken away by the run.
    """

    exception_id: UUID
    kind: Code
    message: Text
    is_said: bool
    is_over: bool = False
    stays: bool = False


@dataclass(frozen=True, kw_only=True)
class WaitState:
    """A wait that goes on: since when, whether past its limit, and how often it looked since."""

    kind: Code
    since: datetime
    is_late: bool
    looks: int


@dataclass(frozen=True, kw_only=True)
class FoundWork:
    """What the contexts know of an order whose run is lost; ``round_no`` is its latest."""

    status: OrderStatus
    round_no: int
    staged: tuple[StagedUnits, ...]
    is_recorded_picked: bool
    has_left: bool
    wave_id: UUID | None
    tracking_numbers: tuple[Code, ...]


@dataclass(frozen=True, kw_only=True)
class RunState:
    """All that a run knows, so that another one goes on where it was."""

    stage: Stage
    round_no: int
    lines: tuple[StockLine, ...]
    status: OrderStatus
    undos: tuple[Undo, ...] = ()
    staged: tuple[StagedUnits, ...] = ()
    recorded: tuple[Milestone, ...] = ()
    wave_id: UUID | None = None
    assignment_no: int = 0
    cutoff_at: datetime | None = None
    reason: Text = ""
    is_cancelling: bool = False
    has_ended: bool = False
    is_picked: bool = False
    is_in_round: bool = False
    ships_short: bool = False
    decided_by: Text = ""
    tracking_numbers: tuple[Code, ...] = ()
    taken: tuple[Text, ...] = ()
    news: tuple[Count, ...] = ()
    told: tuple[Count, ...] = ()
    notices: tuple[Notice, ...] = ()
    wait: WaitState | None = None
