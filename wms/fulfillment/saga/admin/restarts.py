"""The button that starts the saga of an order again, on the page of its exception."""

from uuid import UUID

from django.http import Http404
from unfold.enums import ActionVariant

from wms.fulfillment.exceptions.models import OperationalException
from wms.fulfillment.exceptions.rules.kinds import RUN_ENDED
from wms.fulfillment.saga.commands.restart_fulfillment import restart_fulfillment
from wms.fulfillment.saga.contracts.restarts import RestartFulfillment
from wms.kernel.ids import OrderId
from wms.platform.admin.buttons import CommandButton, Pressed
from wms.platform.admin.dialogs import ReasonForm
from wms.platform.admin.fields import TextField


class NoteForm(ReasonForm):
    """Asks what was found out, if anything."""

    reason = TextField(label="note", max_length=500, required=False)


def _restart(pressed: Pressed) -> RestartFulfillment:
    row = _ended(pressed.row_id)
    if row is None or row.order_id is None:
        raise Http404
    return RestartFulfillment(
        order_id=OrderId(row.order_id), actor=pressed.actor, note=pressed.asked["reason"]
    )


def _ended(row_id: UUID) -> OperationalException | None:
    return OperationalException.objects.open().filter(id=row_id, kind=RUN_ENDED).first()


class RestartButton:
    """What a person can do about a saga that ended before its order."""

    restart = CommandButton(
        restart_fulfillment,
        "Resume the order",
        scope="exceptions:write",
        icon="restart_alt",
        variant=ActionVariant.PRIMARY,
        ask=NoteForm,
        title="Resume the order?",
        consequence="Fulfillment goes on from where the order is, or undoes what was done.",
        submit="Resume",
        build=_restart,
        say=lambda again: f"The order goes on, attempt {again.attempt}.",
        shows=lambda row_id: _ended(row_id) is not None,
    )
