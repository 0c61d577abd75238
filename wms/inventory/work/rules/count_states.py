"""The states of a count, and which may follow which."""

from wms.inventory.work.contracts.counts import CountNotReady, CountStatus
from wms.kernel.transitions import Transitions

COUNT_TRANSITIONS = Transitions(
    CountNotReady,
    {
        CountStatus.OPEN: frozenset({CountStatus.IN_PROGRESS, CountStatus.CANCELLED}),
        CountStatus.IN_PROGRESS: frozenset(
            {
                CountStatus.RECOUNT,
                CountStatus.COUNTED,
                CountStatus.POSTED,
                CountStatus.CANCELLED,
            }
        ),
        CountStatus.RECOUNT: frozenset({CountStatus.IN_PROGRESS, CountStatus.CANCELLED}),
        CountStatus.COUNTED: frozenset(
            {CountStatus.RECOUNT, CountStatus.POSTED, CountStatus.CANCELLED}
        ),
        CountStatus.POSTED: frozenset(),
        CountStatus.CANCELLED: frozenset(),
    },
)
