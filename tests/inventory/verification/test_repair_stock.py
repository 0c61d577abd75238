"""Damage is repaired: what was wrong is kept, what is right stays, and nobody is told lies."""

from contextlib import contextmanager

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.db.transaction import savepoint, savepoint_rollback
from django.urls import reverse

from tests.inventory.reading import moved, published, totals
from tests.inventory.verification.damage import (
    DAMAGES,
    LOST_MOVEMENT,
    PAST_TRIGGERS,
    plant,
)
from tests.inventory.verification.story import tell_a_story
from tests.support.database import connection
from wms.inventory import facade as inventory
from wms.inventory.contracts import (
    REPAIR_ORDER,
    RepairImpossible,
    RepairStock,
    StockCheck,
    VerifyStock,
)
from wms.inventory.models import (
    Backorder,
    RepairedNumber,
    Reservation,
    ReservationLine,
    StockMovement,
    StockUnit,
)
from wms.inventory.verification.contracts import SubjectNotFound
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def story():
    tell_a_story()


def differences():
    return inventory.verify_stock(VerifyStock()).differences


def repairing(check, subject_id):
    return RepairStock(
        check=StockCheck(check), subject_id=subject_id, actor="ada", reason="found at night"
    )


def repair_all():
    for each in sorted(differences(), key=lambda each: REPAIR_ORDER.index(each.check)):
        inventory.repair_stock(repairing(each.check, each.subject_id))


@pytest.mark.parametrize("name", DAMAGES)
def test_repairs_what_was_damaged(name):
    _check, damage = DAMAGES[name]
    plant(damage)

    repair_all()

    assert differences() == ()
    assert totals() == damage.totals
    kept = RepairedNumber.objects.all()
    assert kept.exists()
    assert {(row.actor, row.reason) for row in kept} == {("ada", "found at night")}


@pytest.mark.parametrize("name", DAMAGES)
def test_one_repair_of_the_check_that_is_meant_is_enough(name):
    """The other numbers of the SKU follow from the one that was damaged."""
    check, damage = DAMAGES[name]
    plant(damage)
    (found, *_) = [each for each in differences() if each.check == check]

    first = inventory.repair_stock(repairing(check, found.subject_id))
    again = inventory.repair_stock(repairing(check, found.subject_id))

    assert first.numbers
    assert again.numbers == ()
    assert differences() == ()


@pytest.mark.parametrize("check", StockCheck)
def test_sound_stock_is_left_as_it_is(check):
    before = (totals(), moved(), published())

    repair = inventory.repair_stock(repairing(check, subject_of(check)))

    assert repair.numbers == ()
    assert (totals(), moved(), published()) == before
    assert not RepairedNumber.objects.exists()


def subject_of(check):
    if check in {StockCheck.KEYS, StockCheck.LOST_MOVEMENTS}:
        return StockMovement.objects.get(cause="shipment").id
    if check in {StockCheck.LEDGER, StockCheck.UNIT_CLAIMS, StockCheck.STAGED, StockCheck.PLACES}:
        return StockUnit.objects.get(location__code="A-01").id
    if check in {StockCheck.CLOSED_ROUNDS, StockCheck.QUEUE}:
        return Reservation.objects.get(status="waiting").id
    unit = StockUnit.objects.get(location__code="A-01")
    if check is StockCheck.LINE_CLAIMS:
        return ReservationLine.objects.get(promised=4).id
    return unit.balance_id


def test_a_reservation_without_stock_waits_again_and_its_order_knows():
    _check, damage = DAMAGES["a location that was blocked behind the back"]
    promised = Reservation.objects.get(lines__promised=4)
    plant(damage)

    repair_all()

    promised.refresh_from_db()
    assert promised.status == "waiting"
    assert published(promised.id)[-1] == ("shortage-detected", 2)
    assert Backorder.objects.filter(reservation=promised, quantity=4).exists()


def test_units_that_are_free_again_go_to_who_waits():
    plant(DAMAGES["promises without rows"][1])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE inventory.stock_balances SET usable = 8 WHERE reserved > 0")
        cursor.execute("UPDATE inventory.backorders SET quantity = 9")
        cursor.execute("UPDATE inventory.reservation_lines SET quantity = 9 WHERE quantity = 99")

    repair_all()

    assert totals() == (17, 13, 3)
    assert published()[-1][0] == "stock-reserved"
    assert differences() == ()


def test_goods_are_booked_back_only_where_orders_hold_them():
    before = moved()
    plant(DAMAGES["goods that no movement brought"][1])
    repair_all()
    assert moved() == before

    plant(DAMAGES["goods that a movement took from staging"][1])
    repair_all()
    assert ("adjustment", "adjustment", "STAGING", 2) in moved()


def test_what_was_repaired_is_never_changed():
    plant(DAMAGES["promises without rows"][1])
    repair_all()
    row = RepairedNumber.objects.get(what="reserved")
    assert (row.what, row.was, row.now) == ("reserved", 5, 4)

    for statement in ("UPDATE %s SET was = 1", "DELETE FROM %s"):
        with pytest.raises(IntegrityError, match="append-only"), undone() as cursor:
            cursor.execute(statement % "inventory.repaired_numbers")


@contextmanager
def undone():
    """Give a cursor, and take back what it did."""
    before = savepoint()
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        savepoint_rollback(before)


def test_what_is_not_there_cannot_be_repaired():
    for check in StockCheck:
        with pytest.raises(SubjectNotFound):
            inventory.repair_stock(repairing(check, new_id()))


def test_more_claims_than_a_line_wants_are_left_to_a_person():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE inventory.allocations SET quantity = 9 WHERE status = 'open'")
    (line,) = [each for each in differences() if each.check == StockCheck.LINE_CLAIMS]

    with pytest.raises(RepairImpossible):
        inventory.repair_stock(repairing(StockCheck.LINE_CLAIMS, line.subject_id))

    assert not RepairedNumber.objects.exists()


def test_a_movement_that_is_lost_is_left_to_a_person():
    plant(LOST_MOVEMENT)
    (lost,) = differences()

    with pytest.raises(RepairImpossible):
        inventory.repair_stock(repairing(lost.check, lost.subject_id))

    assert differences() == (lost,)
    assert not RepairedNumber.objects.exists()


def test_a_movement_that_was_booked_twice_is_left_to_a_person():
    with connection.cursor() as cursor:
        cursor.execute(PAST_TRIGGERS)
        cursor.execute(
            "UPDATE inventory.movement_keys SET movement_id = gen_random_uuid()"
            " WHERE key LIKE 'ship/%'"
        )
    found = differences()

    for each in found:
        with pytest.raises(RepairImpossible):
            inventory.repair_stock(repairing(each.check, each.subject_id))

    assert differences() == found


def test_the_admin_lists_what_was_repaired(client):
    plant(DAMAGES["promises without rows"][1])
    repair_all()
    client.force_login(User.objects.create_superuser("ada"))

    page = client.get(reverse("admin:inventory_repairednumber_changelist"))

    assert page.status_code == 200
    for words in ("BOLT-M8 in ", "reserved", "found at night"):
        assert words in page.content.decode()
