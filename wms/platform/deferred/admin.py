"""Commands in the background, to look at; each context registers its own."""

from unfold.decorators import display

from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import age, client, status_badge, who
from wms.platform.deferred.models import DeferredCommand


class DeferredCommandAdmin(ReadOnlyAdmin):
    """What people and programs asked for that no request waits for, and how far it is."""

    list_display = (
        "command",
        status_badge("state", title="state"),
        "progress",
        who("asked_by"),
        client(),
        age("asked_at"),
        "message",
    )
    list_filter = ("state", "command")
    ordering = ("-id",)
    fields = (
        ("command", "state", "progress"),
        ("subject_id", who("asked_by")),
        ("asked_at", "started_at", "ended_at"),
        ("attempts", "code"),
        "message",
    )
    readonly_fields = ("progress",)

    @display(description="progress")
    def progress(self, row: DeferredCommand) -> str:
        """Return which part of it is done, as far as anybody knows."""
        return f"{100 * row.done // row.total} %" if row.total else "-"
