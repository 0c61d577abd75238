"""Order intake over HTTP, against the same rows inserted by bare psycopg."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from benchmarks.databases import AS_OWNER
from benchmarks.figures import Figure
from benchmarks.orders import Poster, new_order

ORDERS = 600
CONNECTIONS = 4
# Each table with the column that leads to its order, and the columns the database fills in.
TABLES: dict[str, tuple[str, set[str]]] = {
    "orders.orders": ("id", {"number"}),
    "orders.order_lines": ("order_id", {"open"}),
    "orders.order_history": ("order_id", set()),
    "orders.outbox": ("subject", set()),
}
Rows = dict[str, list[dict[str, Any]]]


def measure(url: str, token: str, database: str) -> list[Figure]:
    """Return orders per second over HTTP and through psycopg, with as many connections each."""
    poster = Poster(url, token)
    bodies = [new_order(n) for n in range(ORDERS)]
    _rate(poster.post, bodies[:40])
    over_http = _rate(poster.post, [new_order(n) for n in range(ORDERS)])
    rows = _rows_of_an_order(database)
    connections = [psycopg.connect(database, options=AS_OWNER) for _ in range(CONNECTIONS)]
    inserters = [_inserter(connection, rows) for connection in connections]
    bare = _rate_of_each(inserters)
    for connection in connections:
        connection.close()
    return [Figure("order intake, 5 lines", over_http, "orders/s", "the same rows, psycopg", bare)]


def _rate(call: Callable[[dict[str, Any]], None], bodies: list[dict[str, Any]]) -> float:
    begun = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(call, bodies))
    return len(bodies) / (time.perf_counter() - begun)


def _rate_of_each(inserters: list[Callable[[], None]]) -> float:
    each = ORDERS // len(inserters)

    def run(insert: Callable[[], None]) -> None:
        for _ in range(each):
            insert()

    begun = time.perf_counter()
    with ThreadPoolExecutor(len(inserters)) as pool:
        list(pool.map(run, inserters))
    return each * len(inserters) / (time.perf_counter() - begun)


def _rows_of_an_order(database: str) -> Rows:
    with psycopg.connect(database, options=AS_OWNER, row_factory=dict_row) as connection:
        newest = connection.execute("SELECT id FROM orders.orders ORDER BY id DESC LIMIT 1")
        order_id = newest.fetchall()[0]["id"]
        return {
            table: [
                {
                    key: value
                    for key, value in row.items()
                    if key not in filled and not (key == "id" and isinstance(value, int))
                }
                for row in connection.execute(
                    f"SELECT * FROM {table} WHERE {column} = %s",
                    [order_id],
                )
            ]
            for table, (column, filled) in TABLES.items()
        }


def _inserter(connection: psycopg.Connection[Any], rows: Rows) -> Callable[[], None]:
    def insert() -> None:
        fresh = {"order_id": uuid4()}
        with connection.transaction():
            for table, of_table in rows.items():
                _insert(connection, table, [_copy(table, row, fresh) for row in of_table])

    return insert


def _copy(table: str, row: dict[str, Any], fresh: dict[str, Any]) -> dict[str, Any]:
    column, _filled = TABLES[table]
    unique = {"id": uuid4(), "external_ref": str(uuid4()), "event_id": uuid4()}
    changed = unique | {column: fresh["order_id"]}
    return {
        key: Jsonb(value) if isinstance(value, dict) else value
        for key, value in (row | {k: v for k, v in changed.items() if k in row}).items()
    }


def _insert(connection: psycopg.Connection[Any], table: str, rows: list[dict[str, Any]]) -> None:
    columns = list(rows[0])
    marks = ", ".join(f"({', '.join(['%s'] * len(columns))})" for _ in rows)
    connection.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES {marks}",
        [row[column] for row in rows for column in columns],
    )
