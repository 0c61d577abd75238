"""The stock compared with orders and walks: what was forgotten is found and repaired."""

from datetime import timedelta

import pytest

from tests.factories.inventory import CLIENT, put, register_location
from tests.fulfillment.verification import orders_at_work as at_work
from tests.fulfillment.verification.forgotten import (
    FORGOTTEN,
    ended_while_claimed,
    ended_with_a_promise,
    never_ordered,
    walk_not_told_of_other_goods,
)
from tests.inventory.reading import totals
from tests.support.database import connection
from wms.fulfillment.verification.commands.repair_difference import repair_difference
from wms.fulfillment.verification.commands.verify_everything import verify_everything
from wms.fulfillment.verification.contracts import (
    RepairDifference,
    Scan,
    VerifyEverything,
    WorkCheck,
)
from wms.fulfillment.verification.queries import suspects
from wms.inventory.contracts import RepairImpossible
from wms.kernel.ids import OrderId
from wms.orders import facade as orders
from wms.orders.contracts import OrderStatus
from wms.picking import facade as picking

pytestmark = pytest.mark.django_db
AT_ONCE = timedelta(0)


@pytest.fixture
def stock():
    register_location("A-01")
    put(20)


def differences(**query):
    return verify_everything(VerifyEverything(patience=AT_ONCE, **query)).differences


def repair_all():
    for each in differences():
        repair_difference(repairing(each))


def checks():
    return [each.check for each in differences()]


def task_of(order_id):
    return picking.find_pick_task(order_id=order_id, round_no=1)


def repairing(difference):
    return RepairDifference(
        check=WorkCheck(difference.check),
        subject_id=difference.subject_id,
        actor="ada",
        reason="found at night",
    )


@pytest.mark.usefixtures("stock")
class TestForgotten:
    """One thing at a time that somebody forgot to do."""

    @pytest.mark.parametrize("forgotten", FORGOTTEN, ids=lambda each: each.do.__name__)
    def test_is_found_named_and_repaired(self, forgotten):
        order_id = forgotten.do()

        (found,) = differences()
        assert (found.check, found.expected, found.found) == (forgotten.check, 0, forgotten.found)
        assert str(order_id) in found.subject
        assert found.client_id == CLIENT
        assert found.cause == forgotten.check.cause
        assert found.repair == forgotten.check.repair

        repair_difference(repairing(found))
        repair_difference(repairing(found))

        assert differences() == ()
        assert totals() == forgotten.totals

    def test_of_an_ended_order_with_a_walk_is_repaired_step_by_step(self):
        order_id = ended_while_claimed()
        assert checks() == [WorkCheck.FINISHED_ORDERS]

        repair_all()
        assert checks() == [WorkCheck.STOPS_WITHOUT_CLAIM]
        repair_all()

        assert (checks(), totals()) == ([], (20, 0, 0))
        assert task_of(order_id).status == "cancelled"

    @pytest.mark.parametrize("first", [0, 1], ids=["by its claim", "by its stop"])
    def test_a_walk_that_leads_to_what_is_gone_is_repaired_by_newer_places(self, first):
        order_id = walk_not_told_of_other_goods()
        found = differences()
        assert [each.check for each in found] == [
            WorkCheck.CLAIMS_WITHOUT_STOP,
            WorkCheck.STOPS_WITHOUT_CLAIM,
        ]

        repair_difference(repairing(found[first]))

        assert (checks(), totals()) == ([], (5, 0, 3))
        task = task_of(order_id)
        assert task.status == "open"
        assert [(line.location, line.status) for line in task.lines] == [
            ("A-01", "cancelled"),
            ("A-02", "open"),
        ]

    @pytest.mark.parametrize(
        "check", [WorkCheck.CLAIMS_WITHOUT_STOP, WorkCheck.STOPS_WITHOUT_CLAIM]
    )
    def test_that_no_command_can_repair_is_left_to_a_person(self, check):
        """A walk has the newest places, and its stop is for nobody's claim."""
        order_id = at_work.walked_to(2)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE picking.pick_task_lines SET allocation_id = gen_random_uuid()")
        before = (totals(), task_of(order_id))
        (wrong,) = [each for each in differences() if each.check == check]

        with pytest.raises(RepairImpossible):
            repair_difference(repairing(wrong))

        assert (totals(), task_of(order_id)) == before


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
            at_work.walked_to(1)
            gone = at_work.staged(1)
            at_work.ship(gone)
            at_work.complete(gone)
            at_work.undo(at_work.reserved(1))

        assert differences() == ()

    def test_a_page_costs_as_much_whatever_is_on_it(self, django_assert_max_num_queries):
        for _order in range(4):
            at_work.walked_to(1)

        # Two pages of four rows and an empty one, for each of three scans; two questions a page.
        with django_assert_max_num_queries(15):
            for scan in Scan:
                assert suspects.find_suspects(scan=scan) == ()


def test_an_order_that_ended_is_known_as_such(stock):
    order_id = ended_with_a_promise()

    assert orders.get_statuses(order_ids=[order_id, OrderId(order_id)]) == {
        order_id: OrderStatus.CANCELLED
    }
