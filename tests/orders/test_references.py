"""An order that was rejected or cancelled gives its reference back."""

import json
from functools import partial

import pytest

from tests.factories.orders import CLIENT, WAREHOUSE, new_order, receive
from tests.orders.bodies import URL, body
from tests.orders.splitting import BACKORDER, child_of, keep
from tests.support.races import at_once
from wms.kernel.pages import PageRequest
from wms.orders import facade as orders
from wms.orders.contracts import (
    CancelOrder,
    DuplicateExternalRef,
    Milestone,
    Order,
    OrderFilter,
    OrderStatus,
    ReceiveOrder,
    RecordProgress,
    RecordValidation,
    RequestCancellation,
)
from wms.orders.models import Order as OrderRow
from wms.orders.models import OrderHistory, OrdersOutbox
from wms.orders.selectors.orders import list_orders
from wms.orders.services.receive_order import receive_order

pytestmark = pytest.mark.django_db


def reject(order):
    orders.record_validation(
        RecordValidation(order_id=order.order_id, reasons=("unknown_sku: BOLT-M1",))
    )


def cancel(order):
    orders.cancel_order(CancelOrder(order_id=order.order_id, reason="changed their mind"))


ENDINGS = pytest.mark.parametrize("end", [reject, cancel])


@ENDINGS
def test_a_reference_is_taken_again_after_its_order_was_rejected_or_cancelled(end):
    first = receive(external_ref="WEB-1")
    end(first)

    second = receive(external_ref="WEB-1")

    assert second.order_id != first.order_id
    assert (second.status, second.previous_order_id) == (OrderStatus.RECEIVED, first.order_id)
    assert orders.get_order(order_id=second.order_id) == second
    assert orders.get_order(order_id=first.order_id).previous_order_id is None
    came_in = OrdersOutbox.objects.get(subject=second.order_id)
    assert json.loads(came_in.data)["previous_order_id"] == str(first.order_id)


def test_all_orders_of_a_reference_are_found_the_newest_first():
    first = receive(external_ref="WEB-1")
    reject(first)
    second = receive(external_ref="WEB-1")
    cancel(second)
    third = receive(external_ref="WEB-1")

    page = list_orders(
        client_id=CLIENT, filters=OrderFilter(external_ref="WEB-1"), page=PageRequest()
    )

    assert [each.order_id for each in page.results] == [
        third.order_id,
        second.order_id,
        first.order_id,
    ]
    assert third.previous_order_id == second.order_id


def ask_to_cancel(order):
    orders.request_cancellation(
        RequestCancellation(order_id=order.order_id, reason="too late", actor="user:7")
    )


def complete(order):
    orders.record_progress(
        RecordProgress(order_id=order.order_id, milestone=Milestone.COMPLETED, lines=())
    )


@pytest.mark.parametrize("go_on", [ask_to_cancel, complete])
def test_an_order_that_is_being_cancelled_or_was_completed_holds_its_reference(go_on):
    first = receive(external_ref="WEB-1")
    go_on(first)
    published = OrdersOutbox.objects.count()

    with pytest.raises(DuplicateExternalRef, match=first.number):
        receive(external_ref="WEB-1")

    assert (OrderRow.objects.count(), OrdersOutbox.objects.count()) == (1, published)


def test_the_second_of_a_reference_is_refused_like_the_first_was():
    first = receive(external_ref="WEB-1")
    reject(first)
    second = receive(external_ref="WEB-1")

    with pytest.raises(DuplicateExternalRef, match=second.number):
        receive(external_ref="WEB-1")

    assert OrderRow.objects.count() == 2


def test_the_rest_of_an_order_never_bears_a_reference_that_was_used():
    order = receive(5, shipping_policy=BACKORDER, external_ref="WEB-1")
    cancel(receive(1, external_ref="WEB-1/1"))

    keep(order, 3)

    child = child_of(order)
    assert (child.external_ref, child.previous_order_id) == ("WEB-1/2", None)


def test_over_http_the_answer_names_the_order_before(api):
    first = api.post(URL, body()).json()
    orders.cancel_order(CancelOrder(order_id=first["order_id"], reason="changed their mind"))

    answer = api.post(URL, body())

    assert (answer.status_code, first["previous_order_id"]) == (201, None)
    assert answer.json()["previous_order_id"] == first["order_id"]
    found = api.get(URL, {"external_ref": "WEB-1"}).json()["results"]
    assert [each["status"] for each in found] == ["received", "cancelled"]


@pytest.mark.django_db(transaction=True)
def test_of_many_that_want_a_reference_that_was_given_back_one_gets_it():
    asked = ReceiveOrder(
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        order=new_order(external_ref="WEB-1"),
        actor="user:7",
    )
    first = receive_order(asked)
    cancel(first)

    answers = at_once([partial(receive_order, asked) for _ in range(8)])

    taken = [each for each in answers if isinstance(each, Order)]
    assert [each.previous_order_id for each in taken] == [first.order_id]
    assert all(isinstance(each, DuplicateExternalRef) for each in answers if each not in taken)
    assert OrderRow.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_orders_and_cancellations_of_one_reference_never_leave_two_that_hold_it():
    asked = ReceiveOrder(
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        order=new_order(external_ref="WEB-1"),
        actor="user:7",
    )

    def take_and_cancel():
        taken = receive_order(asked)
        cancel(taken)
        return taken

    answers = at_once([take_and_cancel for _ in range(40)])

    taken = [each for each in answers if isinstance(each, Order)]
    assert all(isinstance(each, Order | DuplicateExternalRef) for each in answers)
    rows = OrderRow.objects.filter(external_ref="WEB-1")
    assert rows.count() == len(taken) == rows.filter(is_cancelled=True).count()
    assert OrderHistory.objects.filter(what="received").count() == len(taken)
