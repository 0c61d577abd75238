"""The tables that a large history fills, and how they take much at once."""

import os
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from django.apps import apps
from django.db import models

from wms.kernel.contexts import CONTEXTS
from wms.platform.tables import table

EVERY_EVENT = 10
"""Of how many days one has its events kept: those of all would be thirty gigabytes."""
# What is about the running of the platform, or of the building as it is.
LEFT_OUT = (
    *("outbox", "inbox", "idempotency_records", "deferred_commands", "generations"),
    *("verified_up_to", "verification_runs", "wave_templates", "allocation_rules"),
)
NAMES = {
    "orders.orders": ("number", "external_ref", "customer_id"),
    "waves.waves": ("number",),
    "picking.pick_tasks": ("number",),
    "packing.pack_tasks": ("number",),
    "shipping.shipments": ("number",),
    "shipping.manifests": ("number",),
    "shipping.parcels": ("tracking_number",),
    "inventory.skus": ("code",),
    "inventory.receipts": ("reference",),
}
PLACES = "SELECT id, code FROM inventory.locations WHERE kind {} 'pick'"
INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index AS i
WHERE i.indrelid = ANY(%s::regclass[])
AND NOT EXISTS (SELECT FROM pg_constraint AS c WHERE c.conindid = i.indexrelid)
"""
SERIALS = """
SELECT format('%I.%I', n.nspname, t.relname), a.attname,
    pg_get_serial_sequence(format('%I.%I', n.nspname, t.relname), a.attname)
FROM pg_attribute AS a JOIN pg_class AS t ON t.oid = a.attrelid
JOIN pg_namespace AS n ON n.oid = t.relnamespace
WHERE t.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
AND pg_get_serial_sequence(format('%I.%I', n.nspname, t.relname), a.attname) IS NOT NULL
"""
NUMBERS = (
    "SELECT format('%I.%I', schemaname, sequencename) FROM pg_sequences"
    " WHERE sequencename LIKE '%number'"
)
FAST = {
    "session_replication_role": "replica",
    "synchronous_commit": "off",
    "maintenance_work_mem": "1GB",
    "work_mem": "256MB",
    "statement_timeout": "0",
    "lock_timeout": "0",
    "transaction_timeout": "0",
    "jit": "off",
}

Report = Callable[[str], None]
Connect = Callable[[], AbstractContextManager[psycopg.Connection[Any]]]


def copied() -> list[type[models.Model]]:
    """Return the models whose rows belong to orders, or to the goods in them."""
    return [
        model
        for label in CONTEXTS
        for model in apps.get_app_config(label).get_models()
        if not table(model).replace('"', "").endswith(LEFT_OUT)
    ]


def is_log(model: type[models.Model]) -> bool:
    """Return whether a table keeps events."""
    return table(model).replace('"', "").endswith("event_log")


def shared_in(connection: psycopg.Connection[Any]) -> frozenset[UUID]:
    """Return the ids that all days share: of clients, and of the building and its fixed places."""
    found = connection.execute(
        "SELECT id FROM platform.clients UNION ALL SELECT id FROM platform.warehouses"
    ).fetchall()
    places = connection.execute(PLACES.format("<>")).fetchall()
    return frozenset(row[0] for row in (*found, *places))


def names_in(connection: psycopg.Connection[Any]) -> frozenset[str]:
    """Return the names that each day has of its own."""
    names = {code for _id, code in connection.execute(PLACES.format("=")).fetchall()}
    for where, columns in NAMES.items():
        for column in columns:
            rows = connection.execute(
                f"SELECT {column} FROM {where} WHERE {column} <> ''"
            ).fetchall()
            names |= {name for (name,) in rows}
    return frozenset(names)


def make_months(address: str, past_ms: int) -> None:
    """Make the partitions of all months since then."""
    now = datetime.now(UTC)
    begin = now - timedelta(milliseconds=past_ms, days=2)
    with psycopg.connect(address, autocommit=True) as connection:
        parents = connection.execute(
            "SELECT format('%I.%I', n.nspname, c.relname), n.nspname, c.relname"
            " FROM pg_partitioned_table JOIN pg_class AS c ON c.oid = partrelid"
            " JOIN pg_namespace AS n ON n.oid = c.relnamespace"
        ).fetchall()
        for number in range(begin.year * 12 + begin.month - 1, now.year * 12 + now.month - 1):
            first, after = (
                f"{month // 12}-{month % 12 + 1:02d}-01T00:00:00Z" for month in (number, number + 1)
            )
            for parent, schema, name in parents:
                part = f'"{schema}"."{name}_{number // 12}_{number % 12 + 1:02d}"'
                connection.execute(
                    f"CREATE TABLE IF NOT EXISTS {part} PARTITION OF {parent}"
                    f" FOR VALUES FROM ('{first}') TO ('{after}')"
                )


@contextmanager
def filled(
    address: str, kinds: Collection[type[models.Model]], report: Report
) -> Iterator[Connect]:
    """Let tables take much at once: indexes are made when the block ends, each at a stroke."""

    @contextmanager
    def connect() -> Iterator[psycopg.Connection[Any]]:
        options = " ".join(f"-c {name}={value}" for name, value in FAST.items())
        with psycopg.connect(address, autocommit=True, options=options) as connection:
            yield connection

    with connect() as connection:
        connection.execute("ALTER SYSTEM SET max_wal_size = '16GB'")
        connection.execute("SELECT pg_reload_conf()")
        indexes = connection.execute(INDEXES, [[table(model) for model in kinds]]).fetchall()
        for name, _definition in indexes:
            connection.execute(f"DROP INDEX {name}")
    yield connect
    # Of a partitioned table, it is written for the table alone.
    definitions = [each.replace(" ON ONLY ", " ON ") for _name, each in indexes]

    def index(definition: str) -> None:
        with connect() as connection:
            connection.execute(definition)

    report(f"  {len(indexes)} indexes")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(index, definitions))
    with connect() as connection:
        for where, column, sequence in connection.execute(SERIALS).fetchall():
            connection.execute(
                f"SELECT setval('{sequence}', greatest(1, (SELECT max({column}) FROM {where})))"
            )
        for (sequence,) in connection.execute(NUMBERS).fetchall():
            connection.execute(f"SELECT setval('{sequence}', 9000000000)")
        report("  statistics")
        connection.execute("VACUUM ANALYZE")
