"""Ask for counts."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q

from wms.inventory.work.contracts.counts import CountCause, CountId
from wms.inventory.work.models.counts import CycleCount


def open_counts(rows: Iterable[CycleCount]) -> list[CountId]:
    """Make counts where none is unfinished, and return the ids of those that are new.

    Part of a command that knows why goods must be counted, in its transaction: before it locks
    locations or balances, or when it has locked the location that is to be counted.
    """
    # In one order, so that two who ask for the same counts cannot deadlock.
    wanted = sorted(rows, key=lambda row: (row.location_id, row.client_id))
    CycleCount.objects.bulk_create(wanted, ignore_conflicts=True)
    made = CycleCount.objects.filter(id__in=[row.id for row in wanted]).order_by("id")
    return [CountId(count_id) for count_id in made.values_list("id", flat=True)]


def count_after_short_picks(rows: Iterable[CycleCount]) -> None:
    """Make counts of places where pickers did not find what should be there.

    An unfinished count of such a place is from now on one that opens it again. Part of a command
    that blocks these places, in its transaction, before it locks locations or balances.
    """
    wanted = list(rows)
    while wanted:
        for row in wanted:
            row.cause = CountCause.SHORT_PICK.value
        open_counts(wanted)
        same = reduce(or_, (Q(location=row.location_id, client_id=row.client_id) for row in wanted))
        unfinished = CycleCount.objects.unfinished().filter(same).locked()
        held = {(row.location_id, row.client_id): row.id for row in unfinished}
        CycleCount.objects.filter(id__in=held.values()).update(cause=CountCause.SHORT_PICK)
        # One that was being posted while it was waited for is finished, and says nothing of this.
        wanted = [row for row in wanted if (row.location_id, row.client_id) not in held]
