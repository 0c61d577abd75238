"""The buttons of an order that is held for what was not found of it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from unfold.decorators import action
from unfold.enums import ActionVariant

from wms.fulfillment.actors import ACTOR
from wms.fulfillment.exceptions.contracts.exceptions import ExceptionStatus
from wms.fulfillment.exceptions.models import OperationalException
from wms.fulfillment.saga.commands.cancel_fulfillment import cancel_fulfillment
from wms.fulfillment.saga.commands.ship_short import ship_short
from wms.fulfillment.saga.contracts.cancellations import CancelFulfillment
from wms.fulfillment.saga.contracts.holds import SHORT_HOLD, ShipShort
from wms.kernel.errors import DomainError
from wms.kernel.ids import ClientId, OrderId
from wms.orders.contracts import OrderStatus
from wms.platform.admin.dialogs import ReasonForm, SureForm, back_to
from wms.platform.rest.access import actor_of, scopes_of_person
from wms.platform.temporal.bridge import TemporalUnavailable

# The second is what the saga was called before there were ids of actors.
BY_THE_SAGA = (ACTOR, "fulfillment")


class HoldButtons:
    """What a person can decide about a held order; only its own page shows them."""

    @action(
        description="Ship short",
        icon="local_shipping",
        variant=ActionVariant.PRIMARY,
        permissions=["decide"],
        dialog={
            "title": "Ship the order without the rest?",
            "description": "What is in staging is packed. What was not found is closed short.",
            "form_class": SureForm,
            "form_submit_text": "Ship short",
        },
    )
    def ship_short(self, request: HttpRequest, form: SureForm, object_id: str) -> HttpResponse:
        """Let the order go without what was not found of it."""
        del form
        order_id, client_id = _order_of(object_id)
        wish = ShipShort(order_id=order_id, client_id=client_id, actor=actor_of(request.user))
        return _carry_out(request, object_id, lambda: ship_short(wish).status)

    @action(
        description="Cancel the order",
        icon="close",
        variant=ActionVariant.DANGER,
        permissions=["decide"],
        dialog={
            "title": "Cancel the order?",
            "description": "What is in staging is carried back to where it was.",
            "form_class": ReasonForm,
            "form_submit_text": "Cancel the order",
        },
    )
    def cancel_order(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        """Undo everything that was done for the order."""
        order_id, client_id = _order_of(object_id)
        wish = CancelFulfillment(
            order_id=order_id,
            client_id=client_id,
            reason=form.cleaned_data["reason"],
            actor=actor_of(request.user),
        )
        return _carry_out(request, object_id, lambda: cancel_fulfillment(wish).status)

    def has_decide_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        """Return whether the page is that of a held order, and the person may decide about it."""
        if "orders:write" not in scopes_of_person(request.user):
            return False
        return object_id is not None and _held(object_id) is not None


def _order_of(object_id: str) -> tuple[OrderId, ClientId]:
    row = _held(object_id)
    if row is None or row.order_id is None:
        raise Http404
    return OrderId(row.order_id), ClientId(row.client_id)


def _held(object_id: str) -> OperationalException | None:
    try:
        rows = OperationalException.objects.filter(id=UUID(object_id), kind=SHORT_HOLD)
        # Somebody may have taken it off the list, and the order is held all the same.
        return rows.exclude(status=ExceptionStatus.CLEARED, cleared_by__in=BY_THE_SAGA).get()
    except (ValueError, OperationalException.DoesNotExist):
        return None


def _carry_out(
    request: HttpRequest, object_id: str, decide: Callable[[], OrderStatus]
) -> HttpResponse:
    """Carry a decision out, say what came of it, and go back to the page."""
    try:
        status = decide()
    except DomainError as refusal:
        messages.error(request, f"Refused: {refusal}")
    except TemporalUnavailable:
        messages.error(request, "The saga does not answer; try again.")
    else:
        messages.success(request, f"The order is {status.replace('_', ' ')}.")
    return back_to(request, ("fulfillment_operationalexception", object_id))
