"""What makes an invoice an order, and what makes it none."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from zlib import crc32

from pydantic import TypeAdapter, ValidationError

from wms.kernel.text import EDGE
from wms.orders.contracts import NewOrder, Priority
from wms.orders.retail.addresses import invented_address
from wms.orders.retail.countries import COUNTRIES
from wms.orders.retail.invoices import Invoice, InvoiceLine

_SERVICES = {"POST", "DOT", "M", "C2", "D", "BANK CHARGES", "AMAZONFEE", "PADS"}
_SERVICE_PREFIX = "GIFT_"
_CURRENCY = "GBP"
_ORDER = TypeAdapter(NewOrder)
_DAYS = {Priority.SAME_DAY: 0, Priority.NEXT_DAY: 1, Priority.STANDARD: 3}
_MOST_DIGITS = 30


class Refusal(StrEnum):
    """Why an invoice is no order; where several hold, the first of these is given.

    Some are no faults: the data set has cancellations, and invoices that nobody can ship.
    """

    UNREADABLE_ROW = "unreadable_row"
    CANCELLATION = "cancellation"
    NO_CUSTOMER = "no_customer"
    COUNTRY_UNKNOWN = "country_unknown"
    NO_GOODS = "no_goods"
    UNREADABLE_NUMBER = "unreadable_number"
    QUANTITY_NOT_POSITIVE = "quantity_not_positive"
    PRICE_NOT_POSITIVE = "price_not_positive"
    INVALID = "invalid"

    @property
    def is_fault(self) -> bool:
        """Return whether the invoice is not written as one can be."""
        return self in {Refusal.UNREADABLE_ROW, Refusal.UNREADABLE_NUMBER, Refusal.INVALID}


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What becomes of an invoice: an order or a refusal, and how many lines were services.

    ``detail`` says of a fault in which row it is.
    """

    order: NewOrder | None
    refusal: Refusal | None
    service_lines: int
    detail: str = ""


def import_invoice(invoice: Invoice, *, today: date, warehouse: str | None = None) -> Imported:
    """Decide what becomes of an invoice; the same invoice on the same day gives the same order.

    ``warehouse`` is a code; without one it is the only warehouse there is.

    Service lines (postage, fees, vouchers) are dropped first and do not count as faults. One bad
    line of goods refuses the whole invoice: half an order is not what the customer asked for.
    """
    goods = [line for line in invoice.lines if not is_service(line.stock_code)]
    services = len(invoice.lines) - len(goods)
    refusal, detail = _refusal(invoice, goods)
    if refusal is None:
        try:
            order = _order(invoice, goods, today, warehouse)
        except ValidationError as error:
            refusal, detail = Refusal.INVALID, _detail_of(error, goods)
        else:
            return Imported(order=order, refusal=None, service_lines=services)
    return Imported(order=None, refusal=refusal, service_lines=services, detail=detail)


def is_service(stock_code: str) -> bool:
    """Return whether a code stands for something that no warehouse holds."""
    code = stock_code.upper()
    return code in _SERVICES or code.startswith(_SERVICE_PREFIX)


def priority_of(invoice_no: str) -> Priority:
    """Return one invoice in ten as same_day, three as next_day, always the same ones."""
    match crc32(invoice_no.encode()) % 10:
        case 0:
            return Priority.SAME_DAY
        case 1 | 2 | 3:
            return Priority.NEXT_DAY
        case _:
            return Priority.STANDARD


def _refusal(invoice: Invoice, goods: list[InvoiceLine]) -> tuple[Refusal | None, str]:
    if invoice.fault:
        return Refusal.UNREADABLE_ROW, invoice.fault
    if invoice.invoice_no.upper().startswith("C"):
        return Refusal.CANCELLATION, ""
    if not invoice.customer_id:
        return Refusal.NO_CUSTOMER, ""
    if invoice.country not in COUNTRIES:
        return Refusal.COUNTRY_UNKNOWN, invoice.country
    unreadable = next((line for line in goods if not _is_readable(line)), None)
    if unreadable is not None:
        said = f"quantity {unreadable.quantity!r}, price {unreadable.unit_price!r}"
        return Refusal.UNREADABLE_NUMBER, f"row {unreadable.row_no}: {said}"
    return _refusal_of_goods(goods), ""


def _refusal_of_goods(goods: list[InvoiceLine]) -> Refusal | None:
    if not goods:
        return Refusal.NO_GOODS
    if any(int(line.quantity) <= 0 for line in goods):
        return Refusal.QUANTITY_NOT_POSITIVE
    if any(Decimal(line.unit_price) <= 0 for line in goods):
        return Refusal.PRICE_NOT_POSITIVE
    return None


def _is_readable(line: InvoiceLine) -> bool:
    if not re.fullmatch(r"-?[0-9]{1,9}", line.quantity):
        return False
    try:
        price = Decimal(line.unit_price)
    except InvalidOperation:
        return False
    # Written out, one of a few letters could be as long as memory is.
    return price.is_finite() and abs(price.adjusted()) <= _MOST_DIGITS


def _order(
    invoice: Invoice, goods: list[InvoiceLine], today: date, warehouse: str | None
) -> NewOrder:
    priority = priority_of(invoice.invoice_no)
    lines = [
        {
            "line_no": line_no,
            "sku": line.stock_code,
            "quantity": int(line.quantity),
            "unit_price": {"amount": f"{Decimal(line.unit_price):f}", "currency": _CURRENCY},
        }
        for line_no, line in enumerate(goods, start=1)
    ]
    return _ORDER.validate_python(
        {
            "external_ref": invoice.invoice_no,
            "customer_id": invoice.customer_id,
            "shipping_address": invented_address(invoice.customer_id, COUNTRIES[invoice.country]),
            "priority": priority,
            "ship_by": today + timedelta(days=_DAYS[priority]),
            "warehouse": warehouse,
            "lines": lines,
        },
        context=EDGE,
    )


def _detail_of(error: ValidationError, goods: list[InvoiceLine]) -> str:
    """Return the first fault of an order, with the row of its line if it is one of a line."""
    first = error.errors(include_url=False, include_input=False)[0]
    where, what = first["loc"], first["msg"].removeprefix("Value error, ")
    match where:
        case ("lines", int(index), *inside):
            return f"row {goods[index].row_no}: {'.'.join(map(str, inside)) or 'line'}: {what}"
        case _:
            return f"row {goods[0].row_no}: {'.'.join(map(str, where))}: {what}"
