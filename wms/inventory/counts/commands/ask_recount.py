"""Have a count done again."""

from wms.inventory.counts.commands.approval import approval_given
from wms.inventory.counts.commands.own_count import locked_count
from wms.inventory.counts.contracts import counts as contracts
from wms.inventory.counts.contracts.counts import AskRecount
from wms.inventory.counts.queries.counts import describe_count
from wms.inventory.work.contracts.counts import CountNotReady, CountStatus
from wms.platform.commands import command


@command
def ask_recount(request: AskRecount) -> contracts.CycleCount:
    """Send a count that waits for a supervisor back to the floor, to somebody else.

    Raises:
        CountNotFound: there is no such count, or not of this client.
        CountNotReady: it was not counted, or is over.
    """
    row = locked_count(request.count_id, request.client_id)
    if row.status == CountStatus.RECOUNT:
        return describe_count(row)
    if row.status != CountStatus.COUNTED:
        raise CountNotReady(f"{row} is {row.status.replace('_', ' ')}; nothing waits for approval")
    row.become(CountStatus.RECOUNT)
    row.worker = row.worker_id = ""
    approval_given(row, actor=request.actor, note="to be counted again")
    row.save(update_fields=["status", "worker", "worker_id", "version"])
    return describe_count(row)
