"""Ask for goods to be carried."""

from collections.abc import Iterable

from wms.inventory.work.models.tasks import MoveTask


def open_tasks(rows: Iterable[MoveTask]) -> list[MoveTask]:
    """Make tasks that are not there yet, by their keys, and return all of them by id.

    Part of a command that knows why goods must be carried, in its transaction. A task of the
    same key is left as it is, whatever became of it.
    """
    wanted = {row.key: row for row in rows}
    # In one order, so that two who make the same tasks cannot deadlock.
    MoveTask.objects.bulk_create([wanted[key] for key in sorted(wanted)], ignore_conflicts=True)
    return list(MoveTask.objects.filter(key__in=wanted).described().order_by("id"))
