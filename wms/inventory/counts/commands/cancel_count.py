"""Give a count up."""

from wms.inventory.counts.commands.approval import approval_given
from wms.inventory.counts.commands.own_count import locked_count
from wms.inventory.counts.contracts import counts as contracts
from wms.inventory.counts.contracts.counts import CancelCount
from wms.inventory.counts.queries.counts import describe_count
from wms.inventory.work.contracts.counts import CountStatus
from wms.platform.commands import command


@command
def cancel_count(request: CancelCount) -> contracts.CycleCount:
    """Cancel a count of which nothing is booked; a cancelled one is answered as before.

    Raises:
        CountNotFound: there is no such count, or not of this client.
        CountNotReady: it was posted.
    """
    row = locked_count(request.count_id, request.client_id)
    if row.status == CountStatus.CANCELLED:
        return describe_count(row)
    was_counted = row.status == CountStatus.COUNTED
    row.become(CountStatus.CANCELLED)
    row.reason = request.reason[:200]
    if was_counted:
        approval_given(row, actor=request.actor, note=f"cancelled: {row.reason}")
    row.save(update_fields=["status", "reason", "version"])
    return describe_count(row)
