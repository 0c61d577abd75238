"""Every statement runs in the role of the context it is of, whatever was done or failed before."""

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connections
from django.db.transaction import savepoint, savepoint_rollback

from tests.factories.inventory import CLIENT, put, register_location
from tests.support.commands_of import of
from tests.support.database import connection
from wms.inventory import facade as inventory
from wms.inventory.models import StockUnit
from wms.orders.models import Order
from wms.platform.commands import command
from wms.platform.databases import connection_of, cursor_of
from wms.platform.outbox.outboxes import outboxes
from wms.platform.outbox.state import outbox_states
from wms.platform.postgresql.roles import EVENTS, LOGIN, as_role
from wms.platform.tenancy.models import Client
from wms.platform.transactions import transaction_in

pytestmark = pytest.mark.django_db(transaction=True)


def role_of(model):
    """Return the role in which a statement about a model runs."""
    with cursor_of(model) as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


def roles():
    return [role_of(each) for each in (Order, StockUnit, Client, Order)]


EACH_ITS_OWN = ["wms_orders", "wms_inventory", LOGIN, "wms_orders"]


def test_outside_a_transaction():
    assert roles() == EACH_ITS_OWN


def test_in_a_transaction_of_one_of_them():
    with transaction_in("orders"):
        assert roles() == EACH_ITS_OWN
    assert role_of(Client) == LOGIN


def test_in_the_one_after_it():
    with transaction_in("inventory"):
        assert role_of(StockUnit) == "wms_inventory"
    with transaction_in("inventory"):
        assert role_of(StockUnit) == "wms_inventory"


def test_after_a_statement_that_failed_and_a_savepoint():
    with transaction_in("orders"):
        assert role_of(Order) == "wms_orders"
        before = savepoint(using="orders")
        assert role_of(StockUnit) == "wms_inventory"
        with pytest.raises(DatabaseError), cursor_of(StockUnit) as cursor:
            cursor.execute("SELECT 1 / 0")
        savepoint_rollback(before, using="orders")
        assert roles() == EACH_ITS_OWN
        before = savepoint(using="orders")
        assert role_of(Client) == LOGIN
        savepoint_rollback(before, using="orders")
        assert role_of(Client) == LOGIN


def test_of_many_rows_at_once():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE orders.many (who text)")
        cursor.execute("GRANT ALL ON orders.many TO wms_orders")
    try:
        with connection_of(Order).cursor() as cursor:
            cursor.executemany(
                "INSERT INTO orders.many SELECT current_user WHERE %s > 0", [[1], [2]]
            )
            cursor.execute("SELECT who FROM orders.many")
            assert cursor.fetchall() == [("wms_orders",)] * 2
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE orders.many")


def test_in_another_role_for_a_while():
    with as_role(EVENTS):
        assert role_of(Order) == role_of(Client) == EVENTS
    assert roles() == EACH_ITS_OWN


def test_the_answer_is_that_of_the_statement_and_not_of_the_role():
    register_location("A-01")
    put(5)

    with cursor_of(StockUnit) as cursor:
        cursor.execute("UPDATE inventory.stock_units SET lot = lot")
        assert cursor.rowcount == StockUnit.objects.count() == 1
        cursor.execute("SELECT on_hand AS units FROM inventory.stock_units")
        assert [column.name for column in cursor.description] == ["units"]
        assert cursor.fetchall() == [(5,)]


@command
@of("orders")
def look_at_stock(statement: str) -> int:
    """Do what no service may: ask the database of a sibling."""
    with cursor_of(Order) as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT count(*) FROM inventory.stock_units",
        "SELECT count(*) FROM orders.orders JOIN inventory.reservations ON order_id = orders.id",
        "WITH gone AS (DELETE FROM inventory.stock_units RETURNING 1) SELECT count(*) FROM gone",
        "SELECT count(*) FROM orders.outbox",
        "SELECT count(*) FROM orders.event_log",
        "SELECT count(*) FROM platform.api_tokens",
    ],
)
def test_a_query_planted_in_a_service_is_refused(statement):
    register_location("A-01")
    put(5)

    with pytest.raises(ProgrammingError, match="permission denied"):
        look_at_stock(statement)

    assert StockUnit.objects.count() == 1


@command
@of("orders")
def ask_inventory(sku: str) -> list[str]:
    """Ask a sibling as a service may: by what it shows to others."""
    before = role_of(Order)
    unknown = inventory.unknown_skus(client_id=CLIENT, codes=[sku, "BOLT-M9"])
    return [before, *unknown, role_of(Order)]


def test_a_sibling_is_asked_in_its_own_role_and_one_goes_on_in_ones_own():
    register_location("A-01")
    put(5)

    assert ask_inventory("BOLT-M8") == ["wms_orders", "BOLT-M9", "wms_orders"]


def test_a_fault_of_a_statement_is_that_of_the_framework():
    register_location("A-01")

    with pytest.raises(IntegrityError):
        register_again()
    assert role_of(StockUnit) == "wms_inventory"


def register_again():
    with transaction_in("inventory"), cursor_of(StockUnit) as cursor:
        cursor.execute("INSERT INTO inventory.locations SELECT * FROM inventory.locations")


def test_outboxes_are_looked_at_as_the_platform_and_by_no_context(monkeypatch):
    """Without the help that tests have to read events themselves."""
    for outbox in outboxes():
        monkeypatch.setattr(outbox.waiting, "objects", outbox.waiting._base_manager)

    assert [each.waiting for each in outbox_states()] == [0] * 6
    with pytest.raises(ProgrammingError, match="permission denied"):
        outboxes()[0].waiting.objects.count()


def test_all_contexts_of_a_server_share_its_connection():
    with transaction_in("orders"):
        assert connections["inventory"].in_atomic_block
        assert connections["default"].connection is connections["picking"].connection
