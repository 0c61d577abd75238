"""PostgreSQL refuses a context what is not its own: each role tries everything with each table."""

from urllib.parse import urlsplit

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections

from wms.platform.history.models import HistoryRecord
from wms.platform.outbox.models import EventLogEntry, OutboxMessage
from wms.platform.partition_sql import partitions_of
from wms.platform.postgresql.grants import LOGGED_IN, rights
from wms.platform.postgresql.roles import EVENTS, LOGIN, OWNER, ROLES
from wms.platform.tables import quoted, shown

pytestmark = pytest.mark.django_db(transaction=True)
MODELS = [each for each in apps.get_models() if each.__module__.startswith("wms.")]
TRIES = {
    "SELECT": "SELECT 1 FROM {} WHERE false",
    "INSERT": "INSERT INTO {} DEFAULT VALUES",
    "UPDATE": 'UPDATE {} SET "{}" = "{}" WHERE false',
    "DELETE": "DELETE FROM {} WHERE false",
    "TRUNCATE": "TRUNCATE {}",
    "LOCK": "LOCK TABLE {} IN ACCESS EXCLUSIVE MODE",
}
WHOLE = {"SELECT", "INSERT", "UPDATE", "DELETE", "LOCK"}


@pytest.fixture
def connect():
    """Return what connects as the app does, and becomes a role for good."""
    opened = []

    def become(role):
        address = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}"
        known = connections["default"].settings_dict
        opened.append(psycopg.connect(address.format(**known), autocommit=True))
        opened[-1].execute(f"SET ROLE {'NONE' if role == LOGIN else role}")
        return opened[-1]

    yield become
    for each in opened:
        each.close()


def tables_of(model):
    """Return a table with its partitions, as statements write them."""
    table = model._meta.db_table
    return [quoted(each) for each in (table, *partitions_of("default", table))]


def column_of(model):
    """Return a column that there is; a key of several columns is none."""
    return next(field.column for field in model._meta.fields if field.column)


def allowed(connection, table, column):
    """Return what a role may do with a table, by trying."""
    found = set()
    for what, statement in TRIES.items():
        try:
            with connection.transaction(force_rollback=True):
                connection.execute(statement.format(table, column, column))
        except psycopg.errors.InsufficientPrivilege:
            continue
        except psycopg.Error:
            pass  # it may, and the rows would be wrong
        found.add(what)
    return found


def expected(model, role):
    """Return what a role is to be allowed with a model: all of its own, and nothing of others."""
    given = rights(model).get(LOGGED_IN if role == LOGIN else role, "")
    words = set(given.split(", ")) - {""}
    return words | ({"LOCK"} if words & {"UPDATE", "DELETE"} else set())


@pytest.mark.parametrize("role", [LOGIN, *(each for each in ROLES if each != OWNER)])
def test_a_role_may_do_what_is_its_own_and_nothing_else(connect, role):
    connection = connect(role)

    offenders = [
        f"{role} may {sorted(found)} with {table}"
        for model in MODELS
        for table in tables_of(model)
        if (found := allowed(connection, table, column_of(model))) != expected(model, role)
    ]

    assert len(MODELS) > 70
    assert offenders == []


def owners():
    """Return by role what it may do anything with: its own tables, as the models say it."""
    found: dict[str, set[str]] = {}
    for model in MODELS:
        for role, words in rights(model).items():
            if set(words.split(", ")) | {"LOCK"} == WHOLE:
                found.setdefault(role, set()).add(shown(model._meta.db_table).split(".")[0])
    return found


def test_every_context_owns_one_schema_and_no_two_own_the_same():
    assert owners() == {
        LOGGED_IN: {"platform"},
        "wms_orders": {"orders"},
        "wms_waving": {"waves"},
        "wms_picking": {"picking"},
        "wms_packing": {"packing"},
        "wms_inventory": {"inventory"},
        "wms_shipping": {"shipping"},
        "wms_fulfillment": {"fulfillment"},
        "wms_reporting": {"reporting"},
    }


def test_a_context_writes_into_its_outbox_and_only_the_platform_reads_events():
    outboxes = [each for each in MODELS if issubclass(each, OutboxMessage)]
    logs = [each for each in MODELS if issubclass(each, EventLogEntry)]

    assert len(outboxes) == len(logs) == 6
    for each in outboxes:
        assert rights(each) == {
            f"wms_{each._meta.app_label}": "INSERT",
            EVENTS: "SELECT, UPDATE, DELETE",
        }
    for log in logs:
        assert rights(log) == {EVENTS: "SELECT, INSERT"}


def test_a_context_adds_to_the_history_of_its_things_and_changes_nothing_of_it():
    histories = [each for each in MODELS if issubclass(each, HistoryRecord)]

    owners = {each._meta.app_label for each in histories}
    assert owners == {"inventory", "picking", "packing", "shipping"}
    for each in histories:
        assert rights(each) == {f"wms_{each._meta.app_label}": "SELECT, INSERT"}


def test_nobody_can_connect_by_a_role_that_the_app_becomes(servers):
    address = urlsplit(servers.database_url)
    for role in ROLES:
        with pytest.raises(psycopg.OperationalError, match=r"not permitted to log in|password"):
            psycopg.connect(f"postgres://{role}:x@{address.hostname}:{address.port}/wms")


def test_granting_again_changes_nothing_and_takes_what_somebody_gave(connect):
    before = all_rights()
    owner = connect(OWNER)
    owner.execute("GRANT SELECT ON orders.orders TO wms_inventory, PUBLIC")
    owner.execute("GRANT USAGE ON SCHEMA orders TO wms_inventory")
    owner.execute("REVOKE UPDATE ON inventory.skus FROM wms_inventory")
    assert all_rights() != before

    call_command("grant_roles")

    assert all_rights() == before


def all_rights():
    """Return who may do what with which table and schema, as the database keeps it."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT oid::text, grantee, privilege_type FROM pg_class, aclexplode(relacl)"
            " UNION ALL"
            " SELECT nspname, grantee, privilege_type FROM pg_namespace, aclexplode(nspacl)"
        )
        return sorted(cursor.fetchall())
