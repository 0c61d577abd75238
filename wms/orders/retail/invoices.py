"""Invoices as they stand in a file with one row per line."""

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from wms.orders.retail.files import Row, read_table

COLUMNS = (
    *("invoice_no", "stock_code", "description", "quantity", "invoice_date", "unit_price"),
    *("customer_id", "country"),
)


@dataclass(frozen=True, kw_only=True)
class InvoiceLine:
    """A row of the file, its texts stripped and nothing else changed."""

    stock_code: str
    description: str
    quantity: str
    unit_price: str
    row_no: int = 0


@dataclass(frozen=True, kw_only=True)
class Invoice:
    """All rows with one invoice number, in the order of the file.

    ``fault`` says what is wrong with the first row that could not be read: then the invoice is
    not all there. A row whose number cannot be read is an invoice without one.
    """

    invoice_no: str
    customer_id: str
    country: str
    lines: tuple[InvoiceLine, ...]
    row_no: int = 0
    fault: str = ""


@dataclass(frozen=True, kw_only=True)
class InvoiceFile:
    """The invoices of a file, and how it was written."""

    invoices: list[Invoice]
    encoding: str


def read_invoices(file: Path) -> InvoiceFile:
    """Return the invoices of a file, in the order in which they begin.

    The rows of an invoice need not stand together, so the whole file is read.

    Raises:
        UnreadableFile: it cannot be read, or lacks a column.
    """
    table = read_table(file, COLUMNS)
    begun: dict[str, list[Row]] = {}
    for row in table.rows:
        number = unicodedata.normalize("NFC", row.cells.get("invoice_no", ""))
        # Rows without a number do not belong together.
        begun.setdefault(number or f"\0{row.row_no}", []).append(row)
    return InvoiceFile(
        invoices=[_invoice(number, rows, table.delimiter) for number, rows in begun.items()],
        encoding=table.encoding,
    )


def _invoice(number: str, rows: list[Row], delimiter: str) -> Invoice:
    first = rows[0]
    broken = next((row for row in rows if row.fault), None)
    number = "" if number.startswith("\0") else number
    fault = f"row {broken.row_no}: {broken.fault}" if broken is not None else ""
    return Invoice(
        invoice_no=number,
        customer_id=first.cells.get("customer_id", ""),
        country=first.cells.get("country", ""),
        lines=tuple(_line(row, delimiter) for row in rows if not row.fault),
        row_no=first.row_no if broken is None else broken.row_no,
        fault=fault if number else fault or f"row {first.row_no}: no invoice number",
    )


def _line(row: Row, delimiter: str) -> InvoiceLine:
    # Where a semicolon parts the cells, a comma parts the decimals.
    has_comma = delimiter == ";"
    price = row.cells["unit_price"]
    return InvoiceLine(
        stock_code=row.cells["stock_code"],
        description=row.cells["description"],
        quantity=row.cells["quantity"],
        unit_price=price.replace(",", ".") if has_comma and "." not in price else price,
        row_no=row.row_no,
    )
