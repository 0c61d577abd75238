"""What the database itself refuses of notices, lots and tasks that carry goods."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError

from tests.factories.inbound import announce, closing
from tests.factories.inventory import put, register_location, register_sku
from tests.factories.tasks import claim, open_task
from tests.support.database import connection
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.models import Lot
from wms.inventory.receiving.commands.close_inbound import close_inbound
from wms.platform.transactions import transaction

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows():
    """An open notice, one that was closed short, two lots, and a task in hand."""
    register_sku()
    register_location("R-01", LocationKind.RESERVE)
    register_location("P-01", LocationKind.PACK_STATION)
    announce(10, 5)
    close_inbound(closing(announce(3)))
    put(5, location="P-01", lot="L1")
    claim(open_task(5))
    put(5, location="R-01", lot="L2")


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        (
            "UPDATE inventory.inbound_notices SET reference = 'PO'",
            "inbound_notice_reference_is_unique_per_client",
        ),
        (
            "UPDATE inventory.inbound_notices SET status = 'lost'",
            "inbound_notice_(has_a_known_status|closed_says_when_and_by_whom)",
        ),
        (
            "UPDATE inventory.inbound_notices SET status = 'closed'",
            "inbound_notice_closed_says_when_and_by_whom",
        ),
        (
            "UPDATE inventory.inbound_notices SET closed_by = '' WHERE status = 'closed'",
            "inbound_notice_closed_says_when_and_by_whom",
        ),
        (
            "UPDATE inventory.inbound_lines SET line_no = 1",
            "inbound_notice_has_each_line_once",
        ),
        (
            "UPDATE inventory.inbound_lines SET expected = 0 WHERE short = 0",
            "inbound_line_expects_at_least_one_unit",
        ),
        (
            "UPDATE inventory.inbound_lines SET received = -1, short = 0",
            "inbound_line_never_received_less_than_nothing",
        ),
        (
            "UPDATE inventory.inbound_lines SET received = 1 WHERE short > 0",
            "inbound_line_is_short_of_what_did_not_come",
        ),
        ("UPDATE inventory.lots SET code = 'L1'", "lot_code_is_unique_per_sku"),
        ("UPDATE inventory.lots SET code = '' WHERE code = 'L1'", "lot_has_a_code"),
        ("UPDATE inventory.skus SET tracking = 'smell'", "sku_is_tracked_in_a_known_way"),
        (
            "INSERT INTO inventory.move_tasks (id, key, kind, status, client_id, warehouse_id,"
            " sku_id, from_unit_id, quantity, moved, reason, worker, created_at)"
            " SELECT gen_random_uuid(), key, kind, status, client_id, warehouse_id, sku_id,"
            " from_unit_id, quantity, moved, reason, worker, created_at FROM inventory.move_tasks",
            "move_task_is_made_once",
        ),
        ("UPDATE inventory.move_tasks SET kind = 'dance'", "move_task_is_of_a_known_kind"),
        ("UPDATE inventory.move_tasks SET status = 'lost'", "move_task_has_a_known_status"),
        ("UPDATE inventory.move_tasks SET quantity = 0", "move_task_is_of_at_least_one_unit"),
        (
            "UPDATE inventory.move_tasks SET moved = 6",
            "move_task_never_moves_more_than_it_asks_for",
        ),
        (
            "UPDATE inventory.move_tasks SET moved = -1",
            "move_task_never_moves_more_than_it_asks_for",
        ),
        ("UPDATE inventory.move_tasks SET worker = ''", "move_task_in_hand_has_a_worker"),
    ],
)
def test_the_database_refuses(statement, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction:
        connection.cursor().execute(statement)


def test_lots_of_goods_that_were_there_before_get_rows():
    migration = import_module("wms.inventory.migrations.0010_lots_of_what_is_there")
    before = set(Lot.objects.values_list("sku_id", "code", "expires_on"))
    Lot.objects.filter(code="L1").delete()

    for _time in range(2):
        migration.make_lots(apps, None)

    assert set(Lot.objects.values_list("sku_id", "code", "expires_on")) == before
