"""Words of waving: ids, states and limits."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType
from uuid import UUID

from wms.kernel.text import Code

WaveId = NewType("WaveId", UUID)
MAX_PAGE_ORDERS = 500
MAX_PAGE_LINES = 2000
# An event about a whole wave names each of its orders in one message.
MAX_WAVE_ORDERS = 10_000
# An order that is finished is out for every round there could be.
EVERY_ROUND = 32_767


class WaveStatus(StrEnum):
    """How far a wave has come."""

    PLANNED = "planned"
    SCHEDULED = "scheduled"
    RELEASED = "released"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class WaveLine:
    """What a line of an order wants, in base units."""

    line_no: int
    sku: Code
    quantity: int
