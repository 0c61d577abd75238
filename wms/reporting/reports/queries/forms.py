"""Writing the rows of a report: as JSON, CSV or XLSX, row by row."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter

from wms.kernel.cells import harmless
from wms.reporting.reports.contracts import Format, ReportName
from wms.reporting.reports.queries.kinds import KINDS

MEDIA_TYPES = {
    Format.JSON: "application/json",
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# A sheet holds no more, with its head.
MOST_OF_A_SHEET = 1_048_575


def write_report(name: ReportName, rows: Iterable[list[Any]], form: Format, file: IO[bytes]) -> int:
    """Write a report into a file; return how many rows it has.

    Args:
        name: which report.
        rows: its rows, with their columns in their order.
        form: in which form.
        file: an open file of bytes.
    """
    columns, counted = list(KINDS[name].columns), _Counted(rows)
    match form:
        case Format.XLSX:
            _write_xlsx(name, columns, counted, file)
        case Format.CSV:
            _write(_csv(columns, counted), file)
        case Format.JSON:
            _write(_json(name, columns, counted), file)
    return counted.count


def _write(pieces: Iterable[bytes], file: IO[bytes]) -> None:
    for piece in pieces:
        file.write(piece)


class _Counted:
    """Rows, and how many of them have come by."""

    def __init__(self, rows: Iterable[list[Any]]) -> None:
        self.count = 0
        self._rows = rows

    def __iter__(self) -> Iterator[list[Any]]:
        for row in self._rows:
            self.count += 1
            yield row


def _json(name: str, columns: list[str], rows: Iterable[list[Any]]) -> Iterator[bytes]:
    yield f'{{"report": "{name}", "results": ['.encode()
    between = ""
    for row in rows:
        said = {column: _plain(value) for column, value in zip(columns, row, strict=True)}
        yield f"{between}{json.dumps(said, ensure_ascii=False)}".encode()
        between = ", "
    yield b"]}"


def _csv(columns: list[str], rows: Iterable[list[Any]]) -> Iterator[bytes]:
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    yield _line(writer, line, columns)
    for row in rows:
        yield _line(writer, line, [harmless(_plain(value)) for value in row])


def _line(writer: Any, line: io.StringIO, row: Iterable[Any]) -> bytes:
    line.seek(0)
    line.truncate()
    writer.writerow(row)
    return line.getvalue().encode()


def _write_xlsx(name: str, columns: list[str], rows: Iterable[list[Any]], file: IO[bytes]) -> None:
    # Each row is on disk as soon as the next one begins.
    options = {
        "constant_memory": True,
        "default_date_format": "yyyy-mm-dd",
        "remove_timezone": True,
    }
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True})
        sheet = _new_sheet(book, name, columns, bold)
        for number, row in enumerate(rows):
            at = number % MOST_OF_A_SHEET
            if number and at == 0:
                sheet = _new_sheet(book, name, columns, bold)
            for place, value in enumerate(row):
                _write_cell(sheet, at + 1, place, value)


def _new_sheet(book: Any, name: str, columns: list[str], bold: Any) -> Any:
    number = len(book.worksheets()) + 1
    sheet = book.add_worksheet(name if number == 1 else f"{name} {number}")
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns) - 1, 16)
    sheet.write_row(0, 0, columns, bold)
    return sheet


def _write_cell(sheet: Any, row: int, column: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(row, column, value)  # never a formula, whatever it begins with
    elif isinstance(value, date | datetime):
        sheet.write_datetime(row, column, value)
    else:
        sheet.write_number(row, column, float(value) if isinstance(value, Decimal) else value)


def _plain(value: Any) -> Any:
    """Return a value as JSON and CSV write it: money as text, so that no digit is lost."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value
