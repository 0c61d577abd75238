"""Ask for counts."""

from collections.abc import Iterable

from wms.inventory.contracts import CountId
from wms.inventory.models import CycleCount


def open_counts(rows: Iterable[CycleCount]) -> list[CountId]:
    """Make counts where none is unfinished, and return the ids of those that are new.

    Part of a command that knows why goods must be counted, in its transaction, be it at its end:
    a count is made under no lock, and who changes one does so when it holds all others.
    """
    # In one order, so that two who ask for the same counts cannot deadlock.
    wanted = sorted(rows, key=lambda row: (row.location_id, row.client_id))
    CycleCount.objects.bulk_create(wanted, ignore_conflicts=True)
    made = CycleCount.objects.filter(id__in=[row.id for row in wanted]).order_by("id")
    return [CountId(count_id) for count_id in made.values_list("id", flat=True)]
