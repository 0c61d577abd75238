"""A CSV as people have it: packed or not, from whatever spreadsheet, with its row numbers."""

import csv
import gzip
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_GZIP = b"\x1f\x8b"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = ",;\t|"
# A text in quotes may hold line breaks; past so many lines, its end was forgotten.
MOST_LINES_OF_A_ROW = 20


class UnreadableFile(Exception):
    """The file is not there, or not what it should be; the text says what is wrong."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row by the names of its columns; ``fault`` says why it is none, then cells are missing."""

    row_no: int
    cells: dict[str, str]
    fault: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """The rows of a file that are not empty, and how it was written."""

    rows: Iterator[Row]
    encoding: str
    delimiter: str


def read_table(file: Path, columns: Sequence[str]) -> Table:
    """Read a CSV that has these columns, in any order, among others perhaps.

    Raises:
        UnreadableFile: it cannot be read, or lacks a column.
    """
    text, encoding = _decoded(_bytes_of(file))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    begins = next((number for number, line in enumerate(lines) if line.strip()), 0)
    delimiter, header = _header(lines[begins], columns)
    missing = [name for name in columns if name not in header]
    if missing:
        raise UnreadableFile(f"{file} has no column {', '.join(missing)}")
    return Table(
        rows=_rows(lines, begins + 1, delimiter, header), encoding=encoding, delimiter=delimiter
    )


def _bytes_of(file: Path) -> bytes:
    try:
        raw = file.read_bytes()
        return gzip.decompress(raw) if raw.startswith(_GZIP) else raw
    except FileNotFoundError as error:
        raise UnreadableFile(f"there is no file {file}") from error
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFile(f"{file} cannot be read: {error}") from error


def _decoded(raw: bytes) -> tuple[str, str]:
    # Old spreadsheets write what Windows calls 1252; Latin-1 has a character for every byte.
    first = "utf-16" if raw.startswith(_UTF_16) else "utf-8-sig"
    for encoding in (first, "cp1252"):
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1"), "latin-1"


def _header(line: str, columns: Sequence[str]) -> tuple[str, list[str]]:
    readings = {
        delimiter: [cell.strip(' "').casefold() for cell in line.split(delimiter)]
        for delimiter in DELIMITERS
    }
    best = max(DELIMITERS, key=lambda each: len(set(columns) & set(readings[each])))
    return best, readings[best]


def _rows(lines: list[str], begins: int, delimiter: str, header: list[str]) -> Iterator[Row]:
    number = begins
    while number < len(lines):
        cells, taken = _cells(lines, number, delimiter, len(header))
        fault = "" if cells is not None else "its quotes are wrong"
        cells = _split(lines[number], delimiter) if cells is None else cells
        row_no, number = number + 1, number + taken
        if not any(cells):
            continue
        # Spreadsheets add empty cells at the end.
        if len(cells) < len(header) or any(cells[len(header) :]):
            fault = fault or f"{len(cells)} columns in place of {len(header)}"
        yield Row(row_no=row_no, cells=dict(zip(header, cells, strict=False)), fault=fault)


def _cells(
    lines: list[str], begins: int, delimiter: str, wanted: int
) -> tuple[list[str] | None, int]:
    """Return the cells of a row and how many lines it takes; None if its quotes are wrong.

    Then this line alone is no row, and those after it may well be.
    """
    if '"' not in lines[begins]:
        return _split(lines[begins], delimiter), 1
    some = (f"{line}\n" for line in lines[begins : begins + MOST_LINES_OF_A_ROW])
    reader = csv.reader(some, delimiter=delimiter, strict=True)
    try:
        cells = [cell.strip() for cell in next(reader)]
    except csv.Error:
        return None, 1
    if reader.line_num > 1 and len(cells) != wanted:
        return None, 1
    return cells, reader.line_num


def _split(line: str, delimiter: str) -> list[str]:
    return [cell.strip() for cell in line.split(delimiter)]
