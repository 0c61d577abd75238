"""What the database refuses of changes, pick faces and thresholds, whatever the code does."""

import pytest
from django.db import IntegrityError

from tests.factories.inventory import put, register_location
from tests.factories.keeping import (
    adjusting,
    carried,
    changing,
    facing,
    found,
    threshold_at,
    transferring,
    turned,
)
from tests.support.database import connection
from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.adjustments.commands.change_status import change_status
from wms.inventory.adjustments.commands.transfer_stock import transfer_stock
from wms.inventory.catalogue.contracts.words import StockStatus
from wms.inventory.replenishment.commands.set_pick_face import set_pick_face
from wms.inventory.replenishment.commands.set_stock_threshold import set_stock_threshold

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def changes(settings):
    settings.ADJUSTMENT_LIMIT_UNITS = 5
    register_location("A-01")
    register_location("B-01")
    put(10)
    for reference in ("1", "2"):
        transfer_stock(transferring(carried(1), reference=reference))
        adjust_stock(adjusting(found(6), reference=reference))
        change_status(changing(turned(1, StockStatus.DAMAGED), reference=reference))
    for place in ("A-01", "B-01"):
        set_pick_face(facing(5, 30, place))
    set_stock_threshold(threshold_at(5))


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE inventory.transfers SET reference = '1'", "transfer_is_booked_once_per_reference"),
        (
            "UPDATE inventory.status_changes SET reference = '1'",
            "status_change_is_booked_once_per_reference",
        ),
        (
            "UPDATE inventory.adjustments SET reference = '1'",
            "adjustment_is_asked_for_once_per_reference",
        ),
        ("UPDATE inventory.adjustments SET status = 'lost'", "adjustment_has_a_known_status"),
        (
            "UPDATE inventory.adjustments SET status = 'posted', decided_by = actor",
            "adjustment_is_decided_by_a_second_person",
        ),
        (
            "UPDATE inventory.adjustments SET decided_by = 'boss'",
            "adjustment_pending_has_nobody_who_decided",
        ),
        (
            "UPDATE inventory.adjustments SET status = 'rejected'",
            "adjustment_rejected_has_a_person_who_decided",
        ),
        ("UPDATE inventory.adjustments SET units = 0", "adjustment_is_of_at_least_one_unit"),
        (
            "UPDATE inventory.pick_faces SET location_id ="
            " (SELECT id FROM inventory.locations WHERE code = 'A-01')",
            "pick_face_is_one_row_per_sku_and_location",
        ),
        (
            "UPDATE inventory.pick_faces SET minimum = 31",
            "pick_face_has_a_minimum_not_above_its_maximum",
        ),
        (
            "UPDATE inventory.pick_faces SET minimum = -1",
            "pick_face_has_a_minimum_not_above_its_maximum",
        ),
        (
            "INSERT INTO inventory.stock_thresholds"
            " SELECT gen_random_uuid(), client_id, warehouse_id, low_stock_at, low_since, version,"
            " sku_id FROM inventory.stock_thresholds",
            "stock_threshold_is_one_row_per_sku_and_warehouse",
        ),
        (
            "UPDATE inventory.stock_thresholds SET low_stock_at = -1",
            "stock_threshold_is_never_negative",
        ),
        ("UPDATE inventory.skus SET value_amount = 1", "sku_value_has_a_currency"),
        ("UPDATE inventory.skus SET value_currency = 'EUR'", "sku_value_has_a_currency"),
        (
            "UPDATE inventory.skus SET value_amount = -1, value_currency = 'EUR'",
            "sku_value_has_a_currency",
        ),
    ],
)
def test_plain_sql_is_refused(statement, constraint):
    with pytest.raises(IntegrityError, match=constraint), connection.cursor() as cursor:
        cursor.execute(statement)
