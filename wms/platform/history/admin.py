"""What was done to a row, on its page in the admin."""

from dataclasses import replace
from typing import ClassVar

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from unfold.decorators import display

from wms.kernel.actors import kind_of
from wms.kernel.pages import PageRequest
from wms.platform.history.contracts import ChangedValue
from wms.platform.history.models import HistoryRecord
from wms.platform.history.queries import list_history
from wms.platform.tenancy import facade as tenancy

SHOWN, VALUES_SHOWN = 50, 10


class WithHistory:
    """Adds the field ``history`` to a page: what was done, when, by whom and why."""

    history_records: ClassVar[type[HistoryRecord]]
    history_of: ClassVar[str] = "pk"

    @display(description="history")
    def history(self, row: Model) -> SafeString:
        """Return the newest changes as a table."""
        subject = getattr(row, self.history_of)
        page = list_history(self.history_records, subject, PageRequest(limit=SHOWN))
        changes = [
            {
                "at": each.occurred_at,
                "who": tenancy.name_of(each.actor) or each.actor,
                "what": each.what.replace("_", " "),
                "values": [_named(value) for value in each.values[:VALUES_SHOWN]],
                "more": len(each.values[VALUES_SHOWN:]),
                "reason": each.reason,
            }
            for each in page.results
        ]
        return render_to_string(
            "platform/history.html", {"changes": changes, "has_more": page.next is not None}
        )


def _named(value: ChangedValue) -> ChangedValue:
    """Return a value with the names of those whose ids it holds."""
    was, now = (tenancy.name_of(each) if kind_of(each) else each for each in (value.was, value.now))
    return replace(value, was=was, now=now)
