"""The buttons of an exception whose cause lasts: start the saga again, or put it off."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.forms import IntegerField
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from wms.fulfillment.exceptions.commands.snooze_exception import snooze_exception
from wms.fulfillment.exceptions.contracts.snoozes import LONGEST_SNOOZE, SnoozeException
from wms.fulfillment.exceptions.models import OperationalException
from wms.fulfillment.exceptions.rules.kinds import RUN_ENDED
from wms.fulfillment.saga.commands.restart_fulfillment import restart_fulfillment
from wms.fulfillment.saga.contracts.restarts import RestartFulfillment
from wms.kernel.ids import OrderId
from wms.platform.admin.dialogs import ReasonForm, back_to, carry_out
from wms.platform.admin.fields import TextField
from wms.platform.rest.access import actor_of, scopes_of_person
from wms.platform.temporal.bridge import TemporalUnavailable

PAGE = "fulfillment_operationalexception"


class SnoozeForm(ReasonForm):
    """Asks for how long, and why."""

    hours = IntegerField(
        min_value=1,
        max_value=int(LONGEST_SNOOZE / timedelta(hours=1)),
        initial=24,
        widget=UnfoldAdminIntegerFieldWidget,
    )


class NoteForm(ReasonForm):
    """Asks what was found out, if anything."""

    reason = TextField(label="note", max_length=500, required=False)


class LastingButtons:
    """What a person can do about an exception that clears itself."""

    @action(
        description="Start the saga again",
        icon="restart_alt",
        variant=ActionVariant.PRIMARY,
        permissions=["restart"],
        dialog={
            "title": "Start the saga of the order again?",
            "description": "It goes on from what is the case, or undoes the rest.",
            "form_class": NoteForm,
            "form_submit_text": "Start again",
        },
    )
    def restart(self, request: HttpRequest, form: NoteForm, object_id: str) -> HttpResponse:
        """Start the saga of the order again."""
        row = _open(object_id)
        if row is None or row.order_id is None:
            raise Http404
        wish = RestartFulfillment(
            order_id=OrderId(row.order_id),
            actor=actor_of(request.user),
            note=form.cleaned_data["reason"],
        )
        try:
            return carry_out(
                request,
                (PAGE, object_id),
                lambda: restart_fulfillment(wish),
                say=lambda again: f"The saga runs again, attempt {again.attempt}.",
            )
        except TemporalUnavailable:
            messages.error(request, "Temporal does not answer; try again.")
            return back_to(request, (PAGE, object_id))

    @action(
        description="Snooze",
        icon="snooze",
        permissions=["snooze"],
        dialog={
            "title": "Put it off?",
            "description": "It stays open, and clears itself when its cause has ended.",
            "form_class": SnoozeForm,
            "form_submit_text": "Snooze",
        },
    )
    def snooze(self, request: HttpRequest, form: SnoozeForm, object_id: str) -> HttpResponse:
        """Put the exception off for some hours."""
        row = _open(object_id)
        if row is None:
            raise Http404
        command = SnoozeException(
            exception_id=row.exception_id,
            until=timezone.now() + timedelta(hours=form.cleaned_data["hours"]),
            note=form.cleaned_data["reason"],
            actor=actor_of(request.user),
        )
        return carry_out(
            request,
            (PAGE, object_id),
            lambda: snooze_exception(command),
            say=lambda put_off: f"Put off until {put_off.snoozed_until:%Y-%m-%d %H:%M} UTC.",
        )

    def has_restart_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        """Return whether the page says that a saga ended, and the person may start it again."""
        row = _open(object_id)
        return _may_write(request) and row is not None and row.kind == RUN_ENDED

    def has_snooze_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        """Return whether there is something to put off, and the person may."""
        return _may_write(request) and _open(object_id) is not None


def _may_write(request: HttpRequest) -> bool:
    return "exceptions:write" in scopes_of_person(request.user)


def _open(object_id: str | None) -> OperationalException | None:
    try:
        return OperationalException.objects.open().get(id=UUID(object_id or ""))
    except (ValueError, OperationalException.DoesNotExist):
        return None
