"""What a count is about and how far it is; rooms above ask for counts and do them."""

from enum import StrEnum
from typing import NewType
from uuid import UUID

from wms.kernel.errors import Conflict

CountId = NewType("CountId", UUID)


class CountCause(StrEnum):
    """Why a location is counted."""

    PLANNED = "planned"
    SHORT_PICK = "short_pick"
    REQUESTED = "requested"


class CountStatus(StrEnum):
    """How far a count is.

    ``recount`` waits for another worker to count again; ``counted`` waits for a supervisor.
    """

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    RECOUNT = "recount"
    COUNTED = "counted"
    POSTED = "posted"
    CANCELLED = "cancelled"


class CountNotReady(Conflict):
    """The count is not in a state that allows this."""

    code = "count_not_ready"
