"""Questions about what was done to a thing."""

from typing import TypeVar
from uuid import UUID

from wms.kernel.pages import Page, PageRequest
from wms.platform.history.contracts import Change, ChangedValue
from wms.platform.history.models import HistoryRecord
from wms.platform.paging.lists import newest_first

RecordT = TypeVar("RecordT", bound=HistoryRecord)


def list_history(records: type[RecordT], subject_id: UUID, page: PageRequest) -> Page[Change]:
    """Return what was done to a thing, the newest first.

    Raises:
        InvalidCursor: no page of this list gave the cursor.
    """
    return newest_first(records.objects.filter(subject_id=subject_id), page, _describe)


def _describe(row: HistoryRecord) -> Change:
    return Change(
        occurred_at=row.occurred_at,
        what=row.what,
        values=tuple(ChangedValue(name=name, was=was, now=now) for name, was, now in row.values),
        reason=row.reason,
        actor=row.actor,
    )
