"""Putting exceptions off, and keeping what was put off out of their list."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import QuerySet
from django.forms import IntegerField
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from wms.fulfillment.exceptions.commands.snooze_exception import snooze_exception
from wms.fulfillment.exceptions.contracts.snoozes import LONGEST_SNOOZE, SnoozeException
from wms.fulfillment.exceptions.models import (
    OPEN,
    OperationalException,
    OperationalExceptionQuerySet,
)
from wms.platform.admin.buttons import CommandButton
from wms.platform.admin.dialogs import ReasonForm

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
        return [(AWAKE, "to be looked at"), (SNOOZED, "snoozed")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the rows of the kind chosen."""
        del request
        snoozed = OperationalException.objects.snoozed(timezone.now())
        if self.value() == SNOOZED:
            return queryset.filter(pk__in=snoozed)
        if self.value() == AWAKE:
            return queryset.filter(status=OPEN).exclude(pk__in=snoozed)
        return queryset


class SnoozeForm(ReasonForm):
    """Asks for how long, and why."""

    hours = IntegerField(
        min_value=1,
        max_value=int(LONGEST_SNOOZE / timedelta(hours=1)),
        initial=24,
        widget=UnfoldAdminIntegerFieldWidget,
    )


def _open(row_id: UUID) -> OperationalExceptionQuerySet:
    return OperationalException.objects.open().filter(id=row_id)


class SnoozeButton:
    """What a person can do about an exception that clears itself."""

    snooze = CommandButton(
        snooze_exception,
        "Snooze",
        scope="exceptions:write",
        icon="snooze",
        ask=SnoozeForm,
        title="Snooze the exception?",
        consequence="It stays open, and clears itself when its cause has ended.",
        build=lambda pressed: SnoozeException(
            exception_id=get_object_or_404(_open(pressed.row_id)).exception_id,
            until=timezone.now() + timedelta(hours=pressed.asked["hours"]),
            note=pressed.asked["reason"],
            actor=pressed.actor,
        ),
        say=lambda row: f"Snoozed until {row.snoozed_until:%Y-%m-%d %H:%M} UTC.",
        shows=lambda row_id: _open(row_id).exists(),
    )
