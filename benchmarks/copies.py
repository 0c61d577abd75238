"""The rows of one day, made again for many days before it, by the database itself."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connections, models
from django.db.models.fields.json import JSONField
from psycopg import Connection, sql

from wms.platform.tables import table

HASH = 11_400_714_819_323
BITS = 1 << 48
# Numbers of a day are below it.
NUMBERS = 1_000
LONGEST_NUMBER = 9
MOST_ARGUMENTS = 90
GRAMS = (
    "(SELECT array_agg(DISTINCT part) FROM unnest(string_to_array({stack}, E'\\n')) AS line,"
    " LATERAL (SELECT '^' || left(line, 1) UNION ALL SELECT '^' || left(line, 2) UNION ALL"
    " SELECT substr(line, at, 3) FROM generate_series(1, length(line) - 2) AS at) AS parts (part))"
)


@dataclass
class Day:
    """What a day left in the tables, and how each of its words is written on another one.

    The copy of day ``n`` of ``days`` lies ``days + 1 - n`` spans before it. Ids of the time go
    back with it, others are scattered; numbers grow with ``n``, and other names end with it.
    """

    span_ms: int
    rows: dict[type[models.Model], list[dict[str, Any]]]
    shared: frozenset[UUID]
    names: frozenset[str]
    _pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        spelled = {each for name in self.names for each in (name, name.upper(), name.lower())}
        listed = "|".join(map(re.escape, sorted(spelled, key=len, reverse=True)))
        self._pattern = re.compile(
            rf"(?P<id>[0-9a-f]{{8}}-(?:[0-9a-f]{{4}}-){{3}}[0-9a-f]{{12}})"
            r"|(?P<at>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00))"
            rf"|(?<![\w])(?P<name>{listed})(?![\w])"
        )

    def statement(self, model: type[models.Model], *, every: int = 1) -> str:
        """Return the statement that makes the rows of the days from %s to %s of %s.

        Args:
            model: whose table is filled.
            every: of how many days one is copied.
        """
        writer = _Writer(self, model)
        lines = ", ".join(f"({', '.join(line)})" for line in writer.lines())
        columns = ", ".join(map(_column, writer.fields))
        shared = ", ".join(f"{value} AS {name}" for value, name in writer.shared()) or "1 AS one"
        return (
            f"INSERT INTO {table(model)} ({columns})"
            " SELECT line.* FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n"
            " CROSS JOIN LATERAL"
            f" (SELECT (%(days)s::bigint + 1 - n) * {self.span_ms} AS past OFFSET 0) AS t"
            f" CROSS JOIN LATERAL (SELECT {shared} OFFSET 0) AS s"
            f" CROSS JOIN LATERAL (VALUES {lines}) AS line WHERE n %% {every} = 0"
        )

    def pieces(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the parts of a text, each with what it is: ``id``, ``at``, ``name``, or nothing."""
        done = 0
        for found in self._pattern.finditer(text):
            yield "", text[done : found.start()]
            yield found.lastgroup or "", found[0]
            done = found.end()
        yield "", text[done:]


class _Writer:
    """Writes the rows of one table as expressions over ``n``."""

    def __init__(self, day: Day, model: type[models.Model]) -> None:
        self.day, self.model = day, model
        self.rows = [row for row in day.rows[model] if row.get("id") not in day.shared]
        self.fields = [
            each for each in model._meta.local_concrete_fields if not _is_generated(each)
        ]
        self._uses: Counter[str] = Counter()
        self._names: dict[str, str] = {}
        list(self._written())
        often = [value for value, count in self._uses.items() if count > 1]
        self._names = {value: f"v{number}" for number, value in enumerate(often)}

    def shared(self) -> list[tuple[str, str]]:
        """Return the expressions that several columns have, with their names."""
        return list(self._names.items())

    def lines(self) -> list[list[str]]:
        """Return an expression for each column of each row."""
        return list(self._written())

    def _written(self) -> Iterator[list[str]]:
        for row in self.rows:
            yield [self._cast(each, row) for each in self.fields]

    def _cast(self, each: "models.Field[Any, Any]", row: Mapping[str, Any]) -> str:
        kind = each.db_type(connections["default"]) or "text"
        kind = {"serial": "integer", "bigserial": "bigint"}.get(kind, kind)
        return f"({self._value(each, row)})::{kind}"

    def _value(self, each: "models.Field[Any, Any]", row: Mapping[str, Any]) -> str:
        value = row[each.attname]
        if value is None:
            return "NULL"
        if each.attname == "grams":
            return GRAMS.format(stack=self._text(row["haystack"]))
        if isinstance(each, JSONField):
            return self._text(value)
        target = _target_of(each)
        if isinstance(value, int) and isinstance(target, models.AutoField | models.BigAutoField):
            return f"{value} + n * {NUMBERS}"
        if self.model._meta.db_table.endswith("event_log") and each.attname == "id":
            return f"{value} + n * {NUMBERS}"
        return self._plain(value)

    def _plain(self, value: Any) -> str:
        if isinstance(value, UUID):
            return self._id(value)
        if isinstance(value, datetime):
            return self._moment(value.isoformat())
        if isinstance(value, date):
            return f"{_literal(value.isoformat())}::date - (t.past / 86400000)::integer"
        if isinstance(value, bool | int | Decimal):
            return str(value)
        if isinstance(value, list):
            return f"ARRAY[{', '.join(map(self._plain, value))}]"
        return self._text(str(value))

    def _text(self, text: str) -> str:
        parts = []
        for what, piece in self.day.pieces(text):
            if what == "id" and UUID(piece) not in self.day.shared:
                parts.append(self._once(f"({_id(UUID(piece))})::text"))
            elif what == "at":
                moment = f"{self._moment(piece)} AT TIME ZONE 'UTC'"
                parts.append(f'to_char({moment}, \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\')')
            elif what == "name":
                parts.append(_name(piece))
            elif piece:
                parts.append(_literal(piece))
        return _joined(parts)

    def _id(self, value: UUID) -> str:
        if value in self.day.shared:
            return f"'{value}'"
        return self._once(_id(value))

    def _moment(self, text: str) -> str:
        return f"({_literal(text)}::timestamptz - t.past * interval '1 ms')"

    def _once(self, expression: str) -> str:
        """Count the use of an expression, and return the name that it has, if it has one."""
        self._uses[expression] += 1
        name = self._names.get(expression)
        return f"s.{name}" if name else expression


def _joined(parts: list[str]) -> str:
    if not parts:
        return "''"
    while len(parts) > 1:
        some = (parts[at : at + MOST_ARGUMENTS] for at in range(0, len(parts), MOST_ARGUMENTS))
        parts = [f"concat({', '.join(each)})" for each in some]
    return parts[0]


def _id(value: UUID) -> str:
    text = value.hex
    first, last = int(text[:12], 16), int(text[20:], 16)
    moved = f"{first} - t.past" if value.version == 7 else f"{first} # (n * {HASH} %% {BITS})"
    return (
        f"(lpad(to_hex({moved}), 12, '0') || '{text[12:20]}'"
        f" || lpad(to_hex({last} # n), 12, '0'))::uuid"
    )


def _name(piece: str) -> str:
    number = re.fullmatch(r"(.*\D)(\d{6,})", piece)
    if number is None:
        return f"concat({_literal(piece)}, '.', n)"
    counted = f"{int(number[2])} + n * {NUMBERS}"
    if len(number[2]) > LONGEST_NUMBER:
        return f"concat('{number[1]}', lpad(({counted})::text, {len(number[2])}, '0'))"
    return f"concat('{number[1]}', to_char({counted}, 'FM9999999999000000'))"


def _literal(text: str) -> str:
    return sql.quote(text).replace("%", "%%")


def _column(each: "models.Field[Any, Any]") -> str:
    if each.column is None:
        raise TypeError(f"{each} has no column")
    return f'"{each.column}"'


def _is_generated(each: "models.Field[Any, Any]") -> bool:
    return isinstance(each, models.GeneratedField | models.CompositePrimaryKey)


def _target_of(each: "models.Field[Any, Any]") -> "models.Field[Any, Any]":
    while isinstance(each, models.ForeignKey):
        each = each.target_field
    return each


def read_rows(
    connection: Connection[Any], kinds: Sequence[type[models.Model]]
) -> dict[type[models.Model], list[dict[str, Any]]]:
    """Return the rows of tables, their JSON as text."""
    found = {}
    for model in kinds:
        columns = [each for each in model._meta.local_concrete_fields if not _is_generated(each)]
        listed = ", ".join(
            f"{_column(each)}::text" if isinstance(each, JSONField) else _column(each)
            for each in columns
        )
        rows = connection.execute(f"SELECT {listed} FROM {table(model)}").fetchall()
        names = [each.attname for each in columns]
        found[model] = [dict(zip(names, row, strict=True)) for row in rows]
    return found
