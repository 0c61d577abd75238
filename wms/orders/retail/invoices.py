"""Invoices as they stand in the file: a gzip CSV with one row per line."""

import csv
import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

COLUMNS = (
    *("invoice_no", "stock_code", "description", "quantity", "invoice_date", "unit_price"),
    *("customer_id", "country"),
)


class UnreadableFile(Exception):
    """The file is not there, or not what it should be; the text says what is wrong."""


@dataclass(frozen=True, kw_only=True)
class InvoiceLine:
    """A row of the file, its texts stripped and nothing else changed."""

    stock_code: str
    description: str
    quantity: str
    unit_price: str


@dataclass(frozen=True, kw_only=True)
class Invoice:
    """All rows with one invoice number, in the order of the file."""

    invoice_no: str
    customer_id: str
    country: str
    lines: tuple[InvoiceLine, ...]


def read_invoices(file: Path) -> list[Invoice]:
    """Return the invoices of a file, in the order in which they begin.

    The rows of an invoice need not stand together, so the whole file is read.

    Raises:
        UnreadableFile: it cannot be read, is no gzip CSV, or lacks a column.
    """
    try:
        with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
            return _grouped(csv.reader(text), file)
    except FileNotFoundError as error:
        raise UnreadableFile(f"there is no file {file}") from error
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFile(f"{file} cannot be read as a gzip CSV: {error}") from error


def _grouped(rows: Iterable[list[str]], file: Path) -> list[Invoice]:
    numbered = enumerate(rows, start=1)
    header = next(numbered, (1, []))[1]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise UnreadableFile(f"{file} has no column {', '.join(missing)}")
    heads: dict[str, tuple[str, str]] = {}
    lines: dict[str, list[InvoiceLine]] = {}
    for row_no, row in numbered:
        if len(row) != len(header):
            raise UnreadableFile(f"{file} has {len(row)} columns in row {row_no}")
        cells = dict(zip(header, (cell.strip() for cell in row), strict=True))
        number = cells["invoice_no"]
        heads.setdefault(number, (cells["customer_id"], cells["country"]))
        lines.setdefault(number, []).append(
            InvoiceLine(
                stock_code=cells["stock_code"],
                description=cells["description"],
                quantity=cells["quantity"],
                unit_price=cells["unit_price"],
            )
        )
    return [
        Invoice(
            invoice_no=number, customer_id=customer, country=country, lines=tuple(lines[number])
        )
        for number, (customer, country) in heads.items()
    ]
