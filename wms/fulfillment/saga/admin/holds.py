"""The buttons of an order that is held for what was not found of it."""

from typing import TypedDict
from uuid import UUID

from django.http import Http404
from unfold.enums import ActionVariant

from wms.fulfillment.actors import ACTOR
from wms.fulfillment.exceptions.contracts.exceptions import ExceptionStatus
from wms.fulfillment.exceptions.models import OperationalException
from wms.fulfillment.saga.commands.cancel_fulfillment import cancel_fulfillment
from wms.fulfillment.saga.commands.ship_short import ship_short
from wms.fulfillment.saga.contracts.cancellations import CancelFulfillment
from wms.fulfillment.saga.contracts.holds import SHORT_HOLD, ShipShort
from wms.kernel.ids import ClientId, OrderId
from wms.platform.admin.buttons import CommandButton, Pressed
from wms.platform.admin.dialogs import ReasonForm

# The second is what the saga was called before there were ids of actors.
BY_THE_SAGA = (ACTOR, "fulfillment")


class OrderOfClient(TypedDict):
    """An order, and whose it is."""

    order_id: OrderId
    client_id: ClientId


def _order_of(pressed: Pressed) -> OrderOfClient:
    row = _held(pressed.row_id)
    if row is None or row.order_id is None:
        raise Http404
    return {"order_id": OrderId(row.order_id), "client_id": ClientId(row.client_id)}


def _held(row_id: UUID) -> OperationalException | None:
    rows = OperationalException.objects.filter(id=row_id, kind=SHORT_HOLD)
    # Somebody may have taken it off the list, and the order is held all the same.
    return rows.exclude(status=ExceptionStatus.CLEARED, cleared_by__in=BY_THE_SAGA).first()


class HoldButtons:
    """What a person can decide about a held order; only its own page shows them."""

    ship_short = CommandButton(
        ship_short,
        "Ship short",
        scope="orders:write",
        icon="local_shipping",
        variant=ActionVariant.PRIMARY,
        title="Ship the order short?",
        consequence="What is in staging is packed. What was not found is short-closed.",
        build=lambda pressed: ShipShort(**_order_of(pressed), actor=pressed.actor),
        say=lambda shipped: f"The order is {shipped.status.replace('_', ' ')}.",
        shows=lambda row_id: _held(row_id) is not None,
    )
    cancel_order = CommandButton(
        cancel_fulfillment,
        "Cancel the order",
        scope="orders:write",
        icon="close",
        variant=ActionVariant.DANGER,
        ask=ReasonForm,
        title="Cancel the order?",
        consequence="Picked units return to stock.",
        build=lambda pressed: CancelFulfillment(
            **_order_of(pressed), reason=pressed.asked["reason"], actor=pressed.actor
        ),
        say=lambda cancelled: f"The order is {cancelled.status.replace('_', ' ')}.",
        shows=lambda row_id: _held(row_id) is not None,
    )
