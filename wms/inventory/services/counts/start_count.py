"""Take a count."""

from django.utils import timezone

from wms.inventory import contracts
from wms.inventory.contracts import (
    AnotherPersonNeeded,
    CountStatus,
    CountTaken,
    StartCount,
)
from wms.inventory.domain.people import is_same_person
from wms.inventory.selectors.counts import describe_count
from wms.inventory.services.counts.own_count import locked_count
from wms.platform.commands import command


@command
def start_count(command: StartCount) -> contracts.CycleCount:
    """Take a count that nobody has; the worker who has it is answered as before.

    Raises:
        CountNotFound: there is no such count, or not of this client.
        CountTaken: another worker has it.
        CountNotReady: it was counted, or is over.
        AnotherPersonNeeded: it is to be counted again, by somebody else.
    """
    row = locked_count(command.count_id, command.client_id)
    person = (command.worker_id, command.worker)
    if row.status == CountStatus.IN_PROGRESS:
        if not is_same_person((row.worker_id, row.worker), person):
            raise CountTaken(f"{row} belongs to {row.worker}")
        return describe_count(row)
    row.become(CountStatus.IN_PROGRESS)
    if is_same_person((row.counted_by_id, row.counted_by), person):
        raise AnotherPersonNeeded(f"{row} is to be counted again by somebody else")
    row.worker, row.worker_id = command.worker, command.worker_id
    row.started_at = timezone.now()
    row.save(update_fields=["status", "worker", "worker_id", "started_at"])
    return describe_count(row)
