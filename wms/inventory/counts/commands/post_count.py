"""Agree to what a count found."""

from django.utils import timezone

from wms.inventory.counts.commands.approval import approval_given
from wms.inventory.counts.commands.own_count import locked_count
from wms.inventory.counts.commands.post_variances import post
from wms.inventory.counts.contracts import counts as contracts
from wms.inventory.counts.contracts.counts import PostCount
from wms.inventory.counts.contracts.refused_counts import AnotherPersonNeeded
from wms.inventory.counts.queries.counts import describe_count
from wms.inventory.work.contracts.counts import CountNotReady, CountStatus
from wms.inventory.work.models.counts import CycleCountLine
from wms.platform.commands import command
from wms.platform.tenancy import facade as tenancy


@command
def post_count(request: PostCount) -> contracts.CycleCount:
    """Book the differences of a count that waits for it; a posted one is answered as before.

    Raises:
        CountNotFound: there is no such count, or not of this client.
        CountNotReady: it was not counted, is to be counted again, or was cancelled.
        AnotherPersonNeeded: who counted cannot agree to it.
        GoodsMissing: the books changed so that the difference cannot be booked any more.
        StockClaimed: pickers have taken more meanwhile than would be left.
        SerialKnown: a unit with a serial is found that is in stock elsewhere.
    """
    row = locked_count(request.count_id, request.client_id)
    if row.status == CountStatus.POSTED:
        return describe_count(row)
    if row.status != CountStatus.COUNTED:
        raise CountNotReady(f"{row} is {row.status.replace('_', ' ')}; nothing waits for approval")
    if tenancy.is_actor(row.counted_by_id or row.counted_by, request.actor):
        raise AnotherPersonNeeded(
            f"{row} was counted by {tenancy.name_of(row.counted_by)}; somebody else posts it"
        )
    lines = CycleCountLine.objects.filter(count=row, round_no=row.round_no).select_related("sku")
    post(row, list(lines.order_by("id")), actor=request.actor, now=timezone.now())
    approval_given(row, actor=request.actor, note="posted")
    row.save(update_fields=["version"])
    return describe_count(row)
