"""The list of what a person must decide."""

from typing import ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from wms.fulfillment import facade as fulfillment
from wms.fulfillment.contracts import ClearException
from wms.fulfillment.models import OperationalException
from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import age, client, status_badge
from wms.platform.rest.access import scopes_of_person


@admin.register(OperationalException)
class OperationalExceptionAdmin(ReadOnlyAdmin):
    """Look, act on the floor, then clear."""

    list_display: ClassVar = [
        "subject",
        "kind",
        status_badge(),
        "message",
        age("raised_at"),
        client(),
        "cleared_by",
    ]
    list_filter: ClassVar = ["status", "kind", "raised_at"]
    search_fields: ClassVar = ["subject", "order_id", "kind"]
    actions: ClassVar = ["clear"]

    @admin.action(description="Clear", permissions=["clear"])
    def clear(self, request: HttpRequest, queryset: QuerySet[OperationalException]) -> None:
        """Say that the chosen ones are settled."""
        for exception in queryset:
            fulfillment.clear_exception(
                ClearException(
                    exception_id=exception.exception_id,
                    cleared_by=request.user.get_username(),
                )
            )
        self.message_user(request, f"{len(queryset)} cleared", messages.SUCCESS)

    def has_clear_permission(self, request: HttpRequest) -> bool:
        """Return whether the person may settle exceptions."""
        return "exceptions:write" in scopes_of_person(request.user)
