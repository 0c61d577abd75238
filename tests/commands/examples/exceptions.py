"""Requests about what a person must decide."""

from datetime import timedelta

from django.utils import timezone

from tests.commands.registry import example_of
from tests.factories.inventory import CLIENT
from tests.fulfillment.exceptions.shortages import build_shelves, claimed, damage
from wms.fulfillment.exceptions.commands.clear_by_hand import clear_by_hand
from wms.fulfillment.exceptions.commands.clear_exception import clear_exception
from wms.fulfillment.exceptions.commands.note_short_pick import note_short_pick
from wms.fulfillment.exceptions.commands.note_shortage import note_shortage
from wms.fulfillment.exceptions.commands.raise_exception import raise_exception
from wms.fulfillment.exceptions.commands.review_shortages import review_shortages
from wms.fulfillment.exceptions.commands.settle_exception import settle_exception
from wms.fulfillment.exceptions.commands.snooze_exception import snooze_exception
from wms.fulfillment.exceptions.contracts.exceptions import (
    ClearException,
    RaiseException,
    SettleException,
)
from wms.fulfillment.exceptions.contracts.shortages import (
    NoteShortage,
    NoteShortPick,
    ReviewShortages,
)
from wms.fulfillment.exceptions.contracts.snoozes import SnoozeException
from wms.orders import facade as orders
from wms.orders.contracts import CancelOrder
from wms.platform.ids import new_id

BY = "user:7"


def raising():
    return RaiseException(
        exception_id=new_id(),
        client_id=CLIENT,
        kind="label_refused",
        subject="O-000007",
        message="the carrier refuses the address",
    )


def clearing():
    raised = raise_exception(raising())
    return ClearException(
        exception_id=raised.exception_id, actor=BY, note="called them", client_id=CLIENT
    )


def lost():
    build_shelves()
    order = claimed(5)
    damage(2)
    return NoteShortage(
        exception_id=new_id(),
        order_id=order.order_id,
        line_no=1,
        sku="BOLT-M1",
        reason="status_change:damaged",
    )


@example_of(raise_exception)
def refused_label():
    return raising()


@example_of(settle_exception)
def decision_before_the_question():
    asked = raising()
    return SettleException(
        exception_id=asked.exception_id,
        client_id=CLIENT,
        kind=asked.kind,
        subject=asked.subject,
        cleared_by=BY,
        note="it was delivered",
    )


@example_of(clear_exception)
def settled_exception():
    return clearing()


@example_of(clear_by_hand)
def exception_that_a_person_settled():
    return clearing()


@example_of(snooze_exception)
def exception_to_wait():
    raised = raise_exception(raising())
    return SnoozeException(
        exception_id=raised.exception_id,
        until=timezone.now() + timedelta(days=1),
        note="the carrier calls back",
        actor=BY,
        client_id=CLIENT,
    )


@example_of(note_shortage)
def damaged_units_of_an_order():
    return lost()


@example_of(note_short_pick)
def walk_that_ended_short():
    return NoteShortPick(
        exception_id=new_id(), order_id=lost().order_id, message="2 of 5 were not found"
    )


@example_of(review_shortages)
def loss_of_a_cancelled_order():
    loss = lost()
    note_shortage(loss)
    orders.cancel_order(CancelOrder(order_id=loss.order_id, reason="no longer wanted"))
    return ReviewShortages(order_id=loss.order_id, actor=BY, note="the order ended")
