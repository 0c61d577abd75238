"""Taking in orders."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connections
from django.db.models import F

from tests.factories.orders import ADDRESS, CLIENT, OTHER_CLIENT, WAREHOUSE, new_order, receive
from wms.orders import facade as orders
from wms.orders.contracts import (
    DuplicateExternalRef,
    InvalidOrder,
    Money,
    NewOrderLine,
    Order,
    OrderStatus,
    ReceiveOrder,
    workflow_id_for,
)
from wms.orders.models import Order as OrderRow
from wms.orders.models import OrderHistory, OrderLine, OrdersOutbox
from wms.orders.services.receive_order import receive_order

pytestmark = pytest.mark.django_db
BEGIN_AND_COMMIT = 2


def test_answers_with_the_order_as_it_is_read_later():
    order = receive(5, 3, external_ref="WEB-1")

    assert order == orders.get_order(order_id=order.order_id, client_id=CLIENT)
    assert (order.external_ref, order.status, order.version) == ("WEB-1", OrderStatus.RECEIVED, 1)
    assert order.number.startswith("O-")
    assert order.workflow_id == workflow_id_for(order.order_id)
    assert order.shipping_address == ADDRESS
    assert [(line.line_no, line.sku, line.ordered, line.open) for line in order.lines] == [
        (1, "BOLT-M1", 5, 5),
        (2, "BOLT-M2", 3, 3),
    ]


def test_publishes_what_others_need_to_begin():
    order = receive(5, external_ref="WEB-1", ship_by=datetime.now(UTC).date())

    message = OrdersOutbox.objects.get()

    assert (message.event_type, message.subject, message.sequence, message.partition_key) == (
        "wms.order.received",
        order.order_id,
        1,
        order.order_id,
    )
    assert json.loads(message.data) == {
        "order_id": str(order.order_id),
        "client_id": str(CLIENT),
        "warehouse_id": str(WAREHOUSE),
        "number": order.number,
        "external_ref": "WEB-1",
        "customer_id": "C-1",
        "priority": "next_day",
        "shipping_policy": "ship_complete",
        "ship_by": str(order.ship_by),
        "country": "GB",
        "consignee": "Ada Lovelace",
        "lines": [{"line_no": 1, "sku": "BOLT-M1", "quantity": 5}],
        "parent_order_id": None,
        "previous_order_id": None,
    }


@pytest.mark.parametrize("amount", ["12", "12.5", "12.50", "0.0001", "0", "999999999999.9999"])
def test_gives_an_amount_back_as_it_came(amount):
    line = NewOrderLine(
        line_no=1, sku="BOLT", quantity=1, unit_price=Money(amount=amount, currency="GBP")
    )

    order = receive(lines=(line,))

    assert orders.get_order(order_id=order.order_id).lines[0].unit_price == line.unit_price


def test_one_order_may_hold_a_sku_twice_and_a_line_without_price():
    lines = tuple(NewOrderLine(line_no=no, sku="bolt", quantity=1) for no in (20, 10))

    order = receive(lines=lines)

    assert [(line.line_no, line.sku, line.unit_price) for line in order.lines] == [
        (10, "BOLT", None),
        (20, "BOLT", None),
    ]


def test_names_the_order_that_has_the_reference_already():
    first = receive(external_ref="WEB-1")
    OrdersOutbox.objects.all().delete()

    with pytest.raises(DuplicateExternalRef, match=first.number):
        receive(external_ref="WEB-1")

    assert (OrderRow.objects.count(), OrdersOutbox.objects.count()) == (1, 0)


def test_a_reference_is_unique_for_its_client_only():
    receive(external_ref="WEB-1")

    receive(external_ref="WEB-1", client_id=OTHER_CLIENT)

    assert OrderRow.objects.count() == 2


def test_names_every_contradiction_at_once():
    lines = tuple(
        NewOrderLine(
            line_no=no, sku="BOLT", quantity=1, unit_price=Money(amount="1", currency=currency)
        )
        for no, currency in enumerate(("GBP", "EUR"), start=1)
    )

    with pytest.raises(InvalidOrder) as refusal:
        receive(lines=lines, ship_by=date(2020, 1, 1))

    assert str(refusal.value) == (
        "ship_by 2020-01-01 is in the past;"
        " unit prices are in EUR and GBP, and an order has one currency"
    )
    assert (OrderRow.objects.count(), OrdersOutbox.objects.count()) == (0, 0)


@pytest.mark.parametrize(("days_ago", "is_taken"), [(0, True), (1, True), (2, False)])
@time_machine.travel("2026-11-22T12:00:00Z", tick=False)
def test_a_ship_by_day_that_still_goes_on_somewhere_is_accepted(days_ago, is_taken):
    ship_by = date(2026, 11, 22) - timedelta(days=days_ago)

    if is_taken:
        assert receive(ship_by=ship_by).ship_by == ship_by
    else:
        with pytest.raises(InvalidOrder):
            receive(ship_by=ship_by)


@pytest.mark.parametrize("lines", [1, 50])
def test_takes_five_statements_however_many_lines(django_assert_num_queries, lines):
    request = ReceiveOrder(
        client_id=CLIENT, warehouse_id=WAREHOUSE, order=new_order(*[1] * lines), actor="user:7"
    )

    with django_assert_num_queries(5 + BEGIN_AND_COMMIT):
        receive_order(request)


@pytest.mark.parametrize(
    "change",
    [
        {"shipped": 1},
        {"packed": 1},
        {"picked": 6},
        {"cancelled": 6},
        {"short_closed": 3, "cancelled": 3},
        {"picked": 5, "packed": 5, "shipped": 5, "backordered": 1},
    ],
)
def test_the_database_accounts_for_each_unit(change):
    receive(5)

    with pytest.raises(IntegrityError, match="order_line_"):
        OrderLine.objects.update(**change)


def test_the_database_counts_what_is_open():
    receive(10)

    OrderLine.objects.update(
        picked=F("ordered") - 3, packed=6, shipped=4, short_closed=2, cancelled=1, backordered=1
    )

    assert OrderLine.objects.get().open == 2


def receive_at_once(requests: list[ReceiveOrder]) -> list[Order | None]:
    def attempt(request: ReceiveOrder) -> Order | None:
        try:
            return receive_order(request)
        except DuplicateExternalRef:
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(attempt, requests))


@pytest.mark.django_db(transaction=True)
def test_of_many_with_one_reference_one_is_taken():
    asked = ReceiveOrder(
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        order=new_order(external_ref="WEB-1"),
        actor="user:7",
    )

    answers = receive_at_once([asked] * 8)

    assert sum(answer is not None for answer in answers) == 1
    assert (OrderRow.objects.count(), OrderHistory.objects.count()) == (1, 1)
    assert OrdersOutbox.objects.count() == 1
