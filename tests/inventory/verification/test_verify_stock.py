"""Whether planted damage is found and named, and sound stock is left in peace."""

import pytest

from tests.inventory.verification.damage import (
    DAMAGES,
    LOST_MOVEMENT,
    PAST_TRIGGERS,
    plant,
)
from tests.inventory.verification.story import tell_a_story
from tests.support.database import connection
from wms.inventory import facade as inventory
from wms.inventory.contracts import StockCheck, VerifyStock
from wms.inventory.models import StockUnit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def story():
    tell_a_story()


def differences(**query):
    return inventory.verify_stock(VerifyStock(**query)).differences


def test_sound_stock_has_no_differences():
    verification = inventory.verify_stock(VerifyStock())

    assert (verification.units, verification.balances, verification.movements) == (3, 2, 5)
    assert verification.differences == ()


@pytest.mark.parametrize("name", DAMAGES)
def test_finds_what_was_damaged(name):
    _check, damage = DAMAGES[name]

    plant(damage)

    assert {(each.check, each.expected, each.found) for each in differences()} == damage.found


def test_every_check_finds_some_damage():
    damages = [LOST_MOVEMENT, *(damage for _check, damage in DAMAGES.values())]
    assert {found for each in damages for found, *_ in each.found} == set(StockCheck)


def test_a_movement_that_was_taken_out_is_missed_and_is_nobodys():
    plant(LOST_MOVEMENT)

    (found,) = differences()

    assert (found.check, found.expected, found.found) == ("lost_movements", 1, 0)
    assert found.subject.startswith("movement ship/")
    assert found.client_id is None


def test_a_key_that_is_of_another_movement_is_none():
    with connection.cursor() as cursor:
        cursor.execute(PAST_TRIGGERS)
        cursor.execute(
            "UPDATE inventory.movement_keys SET movement_id = gen_random_uuid()"
            " WHERE key LIKE 'ship/%'"
        )

    assert {(each.check, each.expected, each.found) for each in differences()} == {
        ("keys", 1, 0),
        ("lost_movements", 1, 0),
    }


@pytest.mark.parametrize("check", dict.fromkeys(check for check, _damage in DAMAGES.values()))
def test_says_what_it_is_about_and_what_to_do(check):
    plant(next(damage for found_by, damage in DAMAGES.values() if found_by is check))

    (found, *_) = differences(checks=(check,))

    assert found.check == check
    assert "BOLT-M8" in found.subject or found.subject.startswith("order ")
    assert found.cause.endswith(".")
    assert found.repair.endswith(".")


def test_keeps_to_the_limit():
    StockUnit.objects.update(on_hand=50)

    everything = differences(checks=(StockCheck.LEDGER,))
    first = differences(checks=(StockCheck.LEDGER,), limit=1)

    assert len(everything) == 3
    assert first == everything[:1]


def test_a_check_asks_as_much_however_much_is_wrong(django_assert_num_queries):
    StockUnit.objects.update(allocated=1)

    with django_assert_num_queries(3):
        assert len(differences(checks=(StockCheck.UNIT_CLAIMS,))) == 3
