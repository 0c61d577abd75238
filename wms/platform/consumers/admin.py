"""Dead letters, to look at."""

from django.contrib import admin

from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import age, who
from wms.platform.consumers.models import DeadLetter


@admin.register(DeadLetter)
class DeadLetterAdmin(ReadOnlyAdmin):
    """Messages that a group gave up; ``manage.py dead_letters`` retries or dismisses them."""

    list_display = (
        "group",
        "event_type",
        "place",
        "error",
        "tries",
        age("parked_at"),
        who("settled_by"),
    )
    list_filter = ("group", ("settled_at", admin.EmptyFieldListFilter))
    search_fields = ("event_type", "error", "order_id")
