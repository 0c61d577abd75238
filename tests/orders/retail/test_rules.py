"""What makes an invoice an order: rules, so no database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from wms.orders.contracts import Money, NewOrderLine, Priority
from wms.orders.retail.invoices import Invoice, InvoiceLine
from wms.orders.retail.rules import Refusal, import_invoice, is_service, priority_of

TODAY = date(2026, 11, 22)


def line(stock_code="85123A", quantity="6", unit_price="2.55"):
    return InvoiceLine(
        stock_code=stock_code, description="", quantity=quantity, unit_price=unit_price
    )


def invoice(*lines, invoice_no="536365", customer_id="17850", country="United Kingdom"):
    return Invoice(
        invoice_no=invoice_no, customer_id=customer_id, country=country, lines=lines or (line(),)
    )


@pytest.mark.parametrize(
    ("refused", "refusal"),
    [
        (invoice(invoice_no="C536379"), Refusal.CANCELLATION),
        (invoice(customer_id=""), Refusal.NO_CUSTOMER),
        (invoice(country="Channel Islands"), Refusal.COUNTRY_UNKNOWN),
        (invoice(country="Unspecified"), Refusal.COUNTRY_UNKNOWN),
        (invoice(country="European Community"), Refusal.COUNTRY_UNKNOWN),
        (invoice(line("POST"), line("m")), Refusal.NO_GOODS),
        (invoice(line(), line(quantity="0")), Refusal.QUANTITY_NOT_POSITIVE),
        (invoice(line(quantity="-3")), Refusal.QUANTITY_NOT_POSITIVE),
        (invoice(line(), line(unit_price="0.0")), Refusal.PRICE_NOT_POSITIVE),
        (invoice(line(unit_price="-1.5")), Refusal.PRICE_NOT_POSITIVE),
        (invoice(line(quantity="six")), Refusal.UNREADABLE_NUMBER),
        (invoice(line(unit_price="NaN")), Refusal.UNREADABLE_NUMBER),
        (invoice(line(unit_price="1e9999")), Refusal.UNREADABLE_NUMBER),
        (invoice(line(unit_price="9" * 4_400)), Refusal.UNREADABLE_NUMBER),
        (invoice(line(quantity="0" * 4_400 + "1")), Refusal.UNREADABLE_NUMBER),
    ],
)
def test_refuses_an_invoice_with_its_reason(refused, refusal):
    imported = import_invoice(refused, today=TODAY)

    assert (imported.order, imported.refusal) == (None, refusal)


@pytest.mark.parametrize(
    ("refused", "detail"),
    [
        (invoice(line(), line("85123A*")), "row 3: line: a SKU code is letters"),
        (invoice(line(), line("")), "row 3: sku: "),
        (invoice(line("85\u200b123A")), "row 2: sku: a code holds no zero width space"),
        (invoice(line(unit_price="2.123456")), "row 2: unit_price: an amount is written like"),
        (invoice(line(quantity="99999999")), "row 2: quantity: Input should be less"),
        (invoice(invoice_no="5\u202e36"), "row 2: external_ref: a code holds no right-to-left"),
        (invoice(invoice_no="5" * 65), "row 2: external_ref: "),
        (invoice(customer_id="\u2066"), "row 2: customer_id: "),
    ],
)
def test_what_can_be_no_order_is_refused_with_its_row(refused, detail):
    rows = (replace(each, row_no=no) for no, each in enumerate(refused.lines, start=2))

    imported = import_invoice(replace(refused, lines=tuple(rows)), today=TODAY)

    assert (imported.order, imported.refusal) == (None, Refusal.INVALID)
    assert imported.detail.startswith(detail)


def test_a_number_of_an_invoice_may_be_in_any_script():
    assert order_of(invoice(invoice_no="Nº 5")).external_ref == "Nº 5"
    assert order_of(invoice(invoice_no="Cafe\u0301 7".removeprefix("C"))).external_ref == "afé 7"


def test_the_warehouse_is_the_one_named():
    imported = import_invoice(invoice(), today=TODAY, warehouse="LON1")

    assert imported.order is not None
    assert imported.order.warehouse == "LON1"
    assert order_of(invoice()).warehouse is None


def order_of(one):
    order = import_invoice(one, today=TODAY).order
    assert order is not None
    return order


def test_an_invoice_becomes_an_order_and_the_same_sku_stays_on_its_lines():
    imported = import_invoice(
        invoice(line("85123a"), line("POST", unit_price="0"), line("85123A", "2", "3")),
        today=TODAY,
    )

    order = imported.order
    assert order is not None
    assert (imported.refusal, imported.service_lines) == (None, 1)
    assert (order.external_ref, order.customer_id) == ("536365", "17850")
    assert order.lines == (
        NewOrderLine(
            line_no=1, sku="85123A", quantity=6, unit_price=Money(amount="2.55", currency="GBP")
        ),
        NewOrderLine(
            line_no=2, sku="85123A", quantity=2, unit_price=Money(amount="3", currency="GBP")
        ),
    )


def test_the_address_is_invented_and_says_so():
    irish = order_of(invoice(country="EIRE")).shipping_address

    assert (irish.country, irish.city) == ("IE", "Cork")
    assert "demo data" in irish.name
    assert irish.email.endswith("@example.invalid")


@pytest.mark.parametrize("code", ["POST", "dot", "M", "C2", "D", "bank charges", "gift_0001_20"])
def test_knows_services(code):
    assert is_service(code)


@pytest.mark.parametrize("code", ["85123A", "DCGS0003", "POSTER", "22423"])
def test_knows_goods(code):
    assert not is_service(code)


def test_ship_by_follows_from_the_priority_and_both_never_change():
    numbers = [str(number) for number in range(536365, 536865)]
    days = {}
    for number in numbers:
        order = order_of(invoice(invoice_no=number))
        assert order == order_of(invoice(invoice_no=number))
        assert order.ship_by is not None
        assert order.priority == priority_of(number)
        days[order.priority] = order.ship_by - TODAY

    assert days == {
        Priority.SAME_DAY: timedelta(days=0),
        Priority.NEXT_DAY: timedelta(days=1),
        Priority.STANDARD: timedelta(days=3),
    }
