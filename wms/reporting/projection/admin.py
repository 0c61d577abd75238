"""How projections are doing, in the admin."""

from datetime import timedelta
from typing import ClassVar

from django.contrib import admin
from django.utils import timezone
from unfold.decorators import display

from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import age, in_words, status_badge
from wms.platform.consumers.state import group_states
from wms.reporting.projection.contracts import GenerationState
from wms.reporting.projection.models.generation import Generation


@admin.register(Generation)
class GenerationAdmin(ReadOnlyAdmin):
    """The order views, analytics and reports, and how far each is behind its events."""

    list_display = (
        "projection",
        status_badge("state", title="state"),
        "behind",
        "version",
        age("started_at", title="begun"),
        age("live_at", title="live for"),
    )
    list_display_links = ("projection",)
    list_filter: ClassVar = ("projection", "state")
    ordering: ClassVar = ("projection", "-id")
    fields: ClassVar = (
        *("projection", "state", "behind", "version", "event_count", "read_to"),
        *("started_at", "live_at"),
    )
    readonly_fields: ClassVar = ("behind",)

    @display(description="behind")
    def behind(self, row: Generation) -> str:
        """Return how many events are to be added yet, and how old the oldest of them is."""
        if row.state != GenerationState.LIVE:
            return f"{row.event_count} events read"
        group = next(each for each in group_states() if each.group == row.projection)
        if group.why_not:
            return group.why_not
        age_of_oldest = timedelta(seconds=group.lag_seconds(timezone.now()))
        return f"{group.lag} events, {in_words(age_of_oldest)}" if group.lag else "no event"
