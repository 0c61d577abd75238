"""Looking at a shelf to which goods of a SKU come that is new to the warehouse."""

from collections.abc import Callable
from threading import Event as Flag

import pytest

from tests.factories.counts import asked, started, submitting
from tests.factories.inventory import put, receiving, register_location, register_sku
from tests.inventory.reading import differences
from tests.support.races import BLOCKED_BY_ME, WAITING, at_once, wait_until
from wms.inventory.counts.commands.submit_count import submit_count
from wms.inventory.models import StockBalance, StockUnit
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceiptLine
from wms.platform.transactions import transaction

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.usefixtures("each_work_once")
def test_who_looks_locks_no_goods_whose_balance_somebody_else_has():
    """Who has a balance may touch its goods in any order."""
    register_location("A-01")
    put(5)
    register_sku("NEW")
    count = started(asked())
    has_old, may_let_go = Flag(), Flag()

    def keep_old() -> None:
        with transaction:
            list(StockBalance.objects.filter(sku__code="BOLT-M8").locked())
            has_old.set()
            may_let_go.wait(20)

    def look() -> object:
        has_old.wait(20)
        return submit_count(submitting(count, 5, complete=True))

    def bring_new() -> None:
        has_old.wait(20)
        wait_until(WAITING)
        for lot in ("L-1", "L-2"):
            line = NewReceiptLine(sku="NEW", location="A-01", quantity=3, lot=lot)
            receive_stock(receiving(line))
        goods = StockUnit.objects.filter(sku__code="NEW")
        with transaction:
            list(StockBalance.objects.filter(sku__code="NEW").locked())
            first, second = goods.order_by("id").values_list("id", flat=True)
            list(goods.filter(id=second).locked())
            may_let_go.set()
            wait_until(BLOCKED_BY_ME)
            list(goods.filter(id=first).locked())

    tasks: list[Callable[[], object]] = [keep_old, look, bring_new]
    at_once(tasks)

    assert differences() == ()
