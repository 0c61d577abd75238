"""Keeping what was put off out of the list of exceptions, or looking at it alone."""

from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from wms.fulfillment.exceptions.models import OPEN, OperationalException

SNOOZED, AWAKE = "yes", "no"


class SnoozedFilter(SimpleListFilter):
    """Exceptions that somebody has put off until later, or those that somebody has to look at."""

    title = "snoozed"
    parameter_name = "snoozed"

    def lookups(
        self, request: HttpRequest, model_admin: "ModelAdmin[Any]"
    ) -> list[tuple[Any, str]]:
        """Return the two kinds."""
        del request, model_admin
        return [(AWAKE, "to be looked at"), (SNOOZED, "put off")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the rows of the kind chosen."""
        del request
        put_off = OperationalException.objects.snoozed(timezone.now())
        if self.value() == SNOOZED:
            return queryset.filter(pk__in=put_off)
        if self.value() == AWAKE:
            return queryset.filter(status=OPEN).exclude(pk__in=put_off)
        return queryset
