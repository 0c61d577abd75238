"""The stock compared with orders and walks: planted damage is found and repaired, work is not."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

import pytest
from django.db import connection

from tests.factories.inventory import CLIENT, put, register_location, reserving
from tests.fulfillment.verification import orders_at_work as at_work
from tests.inventory.reading import totals
from wms.fulfillment import facade as fulfillment
from wms.fulfillment.findings import RepairDifference, Scan, VerifyEverything, WorkCheck
from wms.fulfillment.selectors import suspects
from wms.inventory import facade as inventory
from wms.inventory.contracts import RepairImpossible
from wms.kernel.ids import OrderId
from wms.orders import facade as orders
from wms.orders.contracts import OrderStatus
from wms.picking import facade as picking

pytestmark = pytest.mark.django_db
AT_ONCE = timedelta(0)


class Damage(NamedTuple):
    """A step that was forgotten, what finds it, and what totals are after repair."""

    plant: Callable[[], OrderId]
    check: WorkCheck
    found: int
    totals: tuple[int, int, int]


def ended_with_a_promise() -> OrderId:
    order_id = at_work.reserved(3)
    at_work.cancel(order_id)
    return order_id


def ended_while_waiting() -> OrderId:
    order_id = at_work.reserved(99)
    at_work.cancel(order_id)
    return order_id


def ended_while_claimed() -> OrderId:
    order_id = at_work.reserved(3)
    at_work.allocate(order_id)
    at_work.place(order_id)
    at_work.cancel(order_id)
    return order_id


def never_ordered() -> OrderId:
    order = reserving(3)
    inventory.reserve_stock(order)
    return order.order_id


def completed_without_shipment() -> OrderId:
    order_id = at_work.staged(3)
    at_work.complete(order_id)
    return order_id


def cancelled_in_staging() -> OrderId:
    order_id = at_work.staged(3)
    at_work.cancel(order_id)
    return order_id


def claimed_without_a_walk() -> OrderId:
    order_id = at_work.reserved(3)
    at_work.allocate(order_id)
    return order_id


def walked_and_not_booked() -> OrderId:
    order_id = at_work.reserved(3)
    at_work.allocate(order_id)
    at_work.walk(at_work.place(order_id))
    return order_id


def walk_cancelled_and_claim_kept() -> OrderId:
    order_id = at_work.reserved(3)
    at_work.allocate(order_id)
    at_work.place(order_id)
    at_work.cancel_walk(order_id)
    return order_id


def walk_kept_and_claim_given_back() -> OrderId:
    order_id = at_work.reserved(3)
    at_work.allocate(order_id)
    at_work.place(order_id)
    at_work.deallocate(order_id)
    return order_id


DAMAGES = (
    Damage(ended_with_a_promise, WorkCheck.FINISHED_ORDERS, 1, (20, 0, 0)),
    Damage(ended_while_waiting, WorkCheck.FINISHED_ORDERS, 1, (20, 0, 0)),
    Damage(never_ordered, WorkCheck.UNKNOWN_ORDERS, 1, (20, 0, 0)),
    Damage(completed_without_shipment, WorkCheck.STAGED_GOODS, 3, (17, 0, 0)),
    Damage(cancelled_in_staging, WorkCheck.STAGED_GOODS, 3, (17, 0, 0)),
    Damage(claimed_without_a_walk, WorkCheck.CLAIMS_WITHOUT_STOP, 3, (20, 0, 3)),
    Damage(walked_and_not_booked, WorkCheck.CLAIMS_WITHOUT_STOP, 3, (17, 0, 0)),
    Damage(walk_cancelled_and_claim_kept, WorkCheck.CLAIMS_WITHOUT_STOP, 3, (20, 0, 0)),
    Damage(walk_kept_and_claim_given_back, WorkCheck.STOPS_WITHOUT_CLAIM, 1, (20, 0, 0)),
)


@pytest.fixture
def stock():
    register_location("A-01")
    put(20)


def differences(**query):
    return fulfillment.verify_everything(VerifyEverything(patience=AT_ONCE, **query)).differences


def repair_all():
    for each in differences():
        fulfillment.repair_difference(repairing(each))


def repairing(difference):
    return RepairDifference(
        check=WorkCheck(difference.check),
        subject_id=difference.subject_id,
        actor="ada",
        reason="found at night",
    )


@pytest.mark.usefixtures("stock")
class TestDamage:
    """One thing at a time that somebody forgot to do."""

    @pytest.mark.parametrize("damage", DAMAGES, ids=lambda each: each.plant.__name__)
    def test_is_found_named_and_repaired(self, damage):
        order_id = damage.plant()

        (found,) = differences()
        assert (found.check, found.expected, found.found) == (damage.check, 0, damage.found)
        assert str(order_id) in found.subject
        assert found.client_id == CLIENT
        assert found.cause == damage.check.cause
        assert found.repair == damage.check.repair

        fulfillment.repair_difference(repairing(found))
        fulfillment.repair_difference(repairing(found))

        assert differences() == ()
        assert totals() == damage.totals

    def test_of_an_ended_order_with_a_walk_is_repaired_step_by_step(self):
        order_id = ended_while_claimed()
        assert [each.check for each in differences()] == [WorkCheck.FINISHED_ORDERS]

        repair_all()
        assert [each.check for each in differences()] == [WorkCheck.STOPS_WITHOUT_CLAIM]
        repair_all()

        assert differences() == ()
        task = picking.find_pick_task(order_id=order_id, round_no=1)
        assert task is not None
        assert (totals(), task.status) == ((20, 0, 0), "cancelled")

    def test_that_no_command_can_repair_is_left_to_a_person(self):
        walked_and_not_booked()
        order_id = at_work.reserved(2)
        at_work.allocate(order_id)
        at_work.place(order_id)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE picking_picktaskline SET allocation_id = gen_random_uuid()"
                " WHERE quantity = 2"
            )
        wrong = [each for each in differences() if str(order_id) in each.subject]
        assert {each.check for each in wrong} == {
            WorkCheck.CLAIMS_WITHOUT_STOP,
            WorkCheck.STOPS_WITHOUT_CLAIM,
        }

        (claim,) = [each for each in wrong if each.check == WorkCheck.CLAIMS_WITHOUT_STOP]
        with pytest.raises(RepairImpossible):
            fulfillment.repair_difference(repairing(claim))

        assert totals() == (20, 0, 5)


@pytest.mark.usefixtures("stock")
class TestPages:
    """Everything is read, a page at a time."""

    @pytest.fixture(autouse=True)
    def small_pages(self, monkeypatch):
        monkeypatch.setattr(suspects, "PAGE", 2)

    def test_what_is_wrong_is_found_on_every_page(self):
        for _order in range(5):
            never_ordered()

        assert len(differences()) == 5
        assert len(differences(limit=3)) == 3

    def test_sound_orders_at_every_stage_are_left_in_peace(self):
        for _order in range(3):
            at_work.reserved(1)
            at_work.staged(1)
            claimed = at_work.reserved(1)
            at_work.allocate(claimed)
            at_work.place(claimed)
            gone = at_work.staged(1)
            at_work.ship(gone)
            at_work.complete(gone)
            at_work.undo(at_work.reserved(1))

        assert differences() == ()

    def test_a_page_costs_as_much_whatever_is_on_it(self, django_assert_max_num_queries):
        for _order in range(4):
            order_id = at_work.reserved(1)
            at_work.allocate(order_id)
            at_work.place(order_id)

        # Two pages of four rows and an empty one, for each of three scans; two questions a page.
        with django_assert_max_num_queries(15):
            for scan in Scan:
                assert suspects.find_suspects(scan=scan) == ()


def test_an_order_that_ended_is_known_as_such(stock):
    order_id = ended_with_a_promise()

    assert orders.get_statuses(order_ids=[order_id, OrderId(order_id)]) == {
        order_id: OrderStatus.CANCELLED
    }
