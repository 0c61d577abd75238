"""The stock is verified and repaired while orders are at work: nothing is seen that is not so."""

from datetime import timedelta

import pytest

from tests.factories.inventory import put, register_location
from tests.fulfillment.verification import orders_at_work as at_work
from tests.support.races import all_of
from wms.fulfillment.verification.commands.repair_difference import repair_difference
from wms.fulfillment.verification.commands.verify_everything import verify_everything
from wms.fulfillment.verification.contracts import RepairDifference, VerifyEverything
from wms.inventory import facade as inventory
from wms.inventory.contracts import StockCheck, StockDifference, VerifyStock
from wms.inventory.models import RepairedNumber, StockBalance
from wms.orders.models import Order

pytestmark = pytest.mark.slow

AT_ONCE = timedelta(0)


def at_work_was_done():
    """Return whether some orders were shipped and some undone meanwhile."""
    return {"completed", "cancelled"} <= set(Order.objects.values_list("status", flat=True))


@pytest.mark.django_db(transaction=True)
class TestWhileWorkGoesOn:
    """Orders come, are picked, shipped and cancelled, and nothing is ever seen that is not so."""

    @pytest.fixture(autouse=True)
    def plenty(self):
        register_location("A-01")
        put(40)

    def test_one_context_never_differs(self):
        found: list[StockDifference] = []

        def look(_stop):
            for _run in range(30):
                found.extend(inventory.verify_stock(VerifyStock()).differences)

        all_of([look, *(at_work.worker(seed) for seed in range(3))], until=[0])

        assert found == []
        assert at_work_was_done()

    def test_neither_do_all_of_them(self):
        found: list[StockDifference] = []

        def look(_stop):
            for _run in range(4):
                run = VerifyEverything(patience=timedelta(seconds=2))
                found.extend(verify_everything(run).differences)

        all_of([look, *(at_work.worker(seed) for seed in range(3))], until=[0])

        assert found == []
        assert at_work_was_done()
        assert verify_everything(VerifyEverything(patience=AT_ONCE)).differences == ()

    def test_repairs_harm_no_work(self):
        """Sound stock is repaired at random while it moves."""
        (balance_id,) = StockBalance.objects.values_list("id", flat=True)

        def mend(_stop):
            for _run in range(20):
                for check in (StockCheck.USABLE, StockCheck.RESERVED):
                    repair_difference(
                        RepairDifference(
                            check=check, subject_id=balance_id, actor="ada", reason="to be sure"
                        )
                    )

        all_of([mend, *(at_work.worker(seed) for seed in range(3))], until=[0])

        assert inventory.verify_stock(VerifyStock()).differences == ()
        assert at_work_was_done()
        assert RepairedNumber.objects.count() == 0
