"""Give a count up."""

from wms.inventory import contracts
from wms.inventory.contracts import CancelCount, CountStatus
from wms.inventory.selectors.counts import describe_count
from wms.inventory.services.counts.own_count import locked_count
from wms.platform.commands import command


@command
def cancel_count(command: CancelCount) -> contracts.CycleCount:
    """Give up a count of which nothing is booked; a cancelled one is answered as before.

    Raises:
        CountNotFound: there is no such count, or not of this client.
        CountNotReady: it was posted.
    """
    row = locked_count(command.count_id, command.client_id)
    if row.status == CountStatus.CANCELLED:
        return describe_count(row)
    row.become(CountStatus.CANCELLED)
    row.reason = command.reason[:200]
    row.save(update_fields=["status", "reason"])
    return describe_count(row)
