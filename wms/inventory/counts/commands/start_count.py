"""Take a count."""

from django.utils import timezone

from wms.inventory.counts.commands.own_count import locked_count
from wms.inventory.counts.contracts import counts as contracts
from wms.inventory.counts.contracts.counts import StartCount
from wms.inventory.counts.contracts.refused_counts import AnotherPersonNeeded, CountTaken
from wms.inventory.counts.queries.counts import describe_count
from wms.inventory.work.contracts.counts import CountStatus
from wms.platform.commands import command
from wms.platform.tenancy import facade as tenancy


@command
def start_count(request: StartCount) -> contracts.CycleCount:
    """Take a count that nobody has; the worker who has it is answered as before.

    Raises:
        CountNotFound: there is no such count, or not of this client.
        CountTaken: another worker has it.
        CountNotReady: it was counted, or is over.
        AnotherPersonNeeded: it is to be counted again, by somebody else.
    """
    row = locked_count(request.count_id, request.client_id)
    if row.status == CountStatus.IN_PROGRESS:
        if not tenancy.is_actor(row.worker_id or row.worker, request.actor):
            raise CountTaken(f"{row} belongs to {tenancy.name_of(row.worker)}")
        return describe_count(row)
    row.become(CountStatus.IN_PROGRESS)
    if row.counted_by and tenancy.is_actor(row.counted_by_id or row.counted_by, request.actor):
        raise AnotherPersonNeeded(f"{row} is to be counted again by somebody else")
    row.worker = row.worker_id = request.actor
    row.started_at = timezone.now()
    row.save(update_fields=["status", "worker", "worker_id", "started_at"])
    return describe_count(row)
