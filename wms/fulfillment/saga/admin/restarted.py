"""The sagas that somebody started again."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import display

from wms.fulfillment.saga.models import Restart
from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import age, client, who
from wms.platform.admin.filters import ClientFilter


@admin.register(Restart)
class RestartAdmin(ReadOnlyAdmin):
    """Who started which saga again, and why."""

    list_display = ("order", "attempt", who("actor"), "note", client(), age("restarted_at"))
    list_filter = (ClientFilter, "restarted_at")
    search_fields = ("order_id", "actor")
    search_actors = ("actor",)
    ordering = ("-id",)
    fields = (("order", "attempt"), (who("actor"), "restarted_at"), "note", client())
    readonly_fields = ("order",)

    @display(description="order")
    def order(self, row: Restart) -> str:
        """Return a link to the order."""
        page = reverse("admin:orders_order_change", args=[row.order_id])
        return format_html('<a href="{}">{}</a>', page, row.order_id)
