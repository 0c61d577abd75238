"""Give a count up."""

from wms.inventory import contracts
from wms.inventory.contracts import CancelCount, CountStatus
from wms.inventory.selectors.counts import describe_count
from wms.inventory.services.counts.approval import approval_given
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
    was_counted = row.status == CountStatus.COUNTED
    row.become(CountStatus.CANCELLED)
    row.reason = command.reason[:200]
    if was_counted:
        approval_given(row, actor=command.actor, note=f"cancelled: {row.reason}")
    row.save(update_fields=["status", "reason", "version"])
    return describe_count(row)
