"""Lines whose goods are gone come before a person, until they have others or the order ends."""

from functools import partial

import pytest
from django.urls import reverse

from tests.factories.counts import PICKER, confirmed, walking
from tests.factories.inventory import CLIENT, WAREHOUSE, put, register_location, reserving
from tests.factories.keeping import changing, turned
from tests.factories.orders import new_order
from tests.picking.telling import complete, tell
from tests.support.races import at_once, deliver
from wms.fulfillment import facade as fulfillment
from wms.fulfillment.contracts import ClearException
from wms.fulfillment.losses import ALLOCATION_SHORT
from wms.fulfillment.models import FulfillmentInbox, OperationalException
from wms.fulfillment.subscribers import subscriber
from wms.inventory import facade as inventory
from wms.inventory.contracts import AllocateStock, LocationKind, ReasonCode, StockStatus
from wms.inventory.models import InventoryOutbox
from wms.inventory.subscribers import subscriber as inventory_subscriber
from wms.orders import facade as orders
from wms.orders.contracts import CancelOrder, Milestone, Order, ReceiveOrder, RecordProgress
from wms.orders.models import OrdersOutbox
from wms.picking import facade as picking
from wms.picking.contracts import ConfirmPicks, Pick, PickTask
from wms.picking.models import PickingOutbox
from wms.picking.subscribers import subscriber as picking_subscriber
from wms.platform.outbox.models import OutboxMessage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def shelves():
    register_location("A-01", pick_sequence=1)
    register_location("A-02", pick_sequence=2)
    register_location("B-01", pick_sequence=3)
    register_location("STAGE-1", LocationKind.STAGING)


def claimed(*quantities: int) -> Order:
    """Take in an order of BOLT-M1, BOLT-M2, …; each line's goods are all there is of them."""
    for line_no, quantity in enumerate(quantities, start=1):
        put(quantity, sku=f"BOLT-M{line_no}", location=f"A-0{line_no}")
    order = orders.receive_order(
        ReceiveOrder(client_id=CLIENT, warehouse_id=WAREHOUSE, order=new_order(*quantities))
    )
    wishes = [(f"BOLT-M{line_no}", units) for line_no, units in enumerate(quantities, start=1)]
    inventory.reserve_stock(reserving(*wishes, order_id=order.order_id))
    inventory.allocate_stock(AllocateStock(order_id=order.order_id))
    return order


def walked(order: Order) -> PickTask:
    return walking(inventory.get_allocation(order_id=order.order_id, round_no=1))


def missed(task: PickTask, units: int) -> PickTask:
    """Let the picker miss units at the one stop there is; inventory and picking settle it."""
    (stop,) = task.lines
    pick = Pick(
        allocation_id=stop.allocation_id,
        location=stop.location,
        sku=stop.sku,
        quantity=stop.quantity - units,
        reason=ReasonCode.NOT_FOUND,
    )
    picking.confirm_picks(ConfirmPicks(task_id=task.task_id, worker=PICKER, picks=(pick,)))
    tell(inventory_subscriber, PickingOutbox)
    tell(picking_subscriber, InventoryOutbox)
    return task


def damage(units: int, line_no: int = 1, **how) -> None:
    line = turned(
        units, StockStatus.DAMAGED, sku=f"BOLT-M{line_no}", location=f"A-0{line_no}", **how
    )
    inventory.change_status(changing(line, force=True))


def facts(outbox: type[OutboxMessage], *endings: str) -> list[OutboxMessage]:
    """Return what a context has published, of these kinds or all."""
    rows = list(outbox.objects.order_by("id"))
    return [row for row in rows if row.event_type.endswith(endings or ("",))]


def hear(rows: list[OutboxMessage]) -> None:
    """Hand the group what it listens to of these, as often as it comes."""
    for row in rows:
        if row.event_type in subscriber.handlers:
            deliver(subscriber, row)


def hear_of_stock() -> None:
    told = ("allocation-short", "stock-allocated", "stock-picked", "shortage-detected")
    hear(facts(InventoryOutbox, *told))


def listed(kind: str = ALLOCATION_SHORT) -> list[tuple[str, str]]:
    rows = OperationalException.objects.filter(kind=kind).order_by("id")
    return [(row.subject, row.status) for row in rows]


def test_a_person_sees_order_line_sku_units_and_why_once():
    order = claimed(5)
    damage(2)

    hear_of_stock()
    hear_of_stock()

    raised = OperationalException.objects.get()
    assert (raised.kind, raised.subject) == ("allocation_short", f"{order.number} line 1")
    assert (raised.order_id, raised.client_id) == (order.order_id, CLIENT)
    assert raised.message == (
        "2 of the 5 units of BOLT-M1 ordered are gone (status change: damaged), and no others are"
        " free. The order goes on with the rest; its shipping policy decides about them."
    )
    assert raised.status == "open"


def test_each_line_is_told_apart():
    order = claimed(5, 3)
    damage(2)
    damage(1, line_no=2)

    hear_of_stock()

    assert listed() == [(f"{order.number} line 1", "open"), (f"{order.number} line 2", "open")]


def test_a_line_that_loses_more_says_how_much_altogether():
    claimed(5)
    damage(2)
    hear_of_stock()

    damage(1)
    hear_of_stock()

    raised = OperationalException.objects.get()
    assert raised.message.startswith("3 of the 5 units of BOLT-M1")
    assert raised.version == 2


def test_claims_that_moved_to_other_goods_bother_nobody():
    claimed(5)
    put(9, sku="BOLT-M1", location="B-01")
    damage(2)

    hear_of_stock()

    assert listed() == []


def test_what_a_picker_did_not_find_is_told_by_picking_alone():
    order = claimed(5)
    task = missed(walked(order), 2)
    (lost,) = facts(InventoryOutbox, "allocation-short")

    deliver(subscriber, lost)
    complete(task)
    hear(facts(PickingOutbox, "exception-raised"))

    assert listed() == []
    assert listed("short_pick") == [(order.number, "open")]


def test_what_was_lost_before_the_walk_is_told_besides_what_the_picker_missed():
    order = claimed(5)
    damage(2)
    task = missed(walked(order), 1)

    hear_of_stock()
    complete(task)
    hear(facts(PickingOutbox, "exception-raised"))

    assert OperationalException.objects.get(kind=ALLOCATION_SHORT).message.startswith("2 of the 5")
    assert listed("short_pick") == [(order.number, "open")]


def finish(order: Order) -> None:
    for milestone in (Milestone.SHIPPED, Milestone.COMPLETED):
        orders.record_progress(RecordProgress(order_id=order.order_id, milestone=milestone))


def cancel(order: Order) -> None:
    orders.cancel_order(CancelOrder(order_id=order.order_id, reason="not wanted"))


@pytest.mark.parametrize(("end", "how"), [(finish, "completed"), (cancel, "cancelled")])
def test_nobody_looks_for_the_goods_of_an_order_that_has_ended(end, how):
    order = claimed(5, 3)
    damage(2)
    damage(1, line_no=2)
    hear_of_stock()

    end(order)
    hear(facts(OrdersOutbox, how))

    rows = OperationalException.objects.filter(kind=ALLOCATION_SHORT)
    told = {(row.status, row.cleared_by, row.note) for row in rows}
    assert (len(rows), told) == (2, {("cleared", "fulfillment", f"the order is {how}")})


@pytest.mark.parametrize(("end", "how"), [(finish, "completed"), (cancel, "cancelled")])
def test_news_of_a_loss_that_come_after_the_end_put_nothing_before_anybody(end, how):
    order = claimed(5)
    damage(2)
    end(order)

    hear(facts(OrdersOutbox, how))
    hear_of_stock()
    FulfillmentInbox.objects.all().delete()
    hear_of_stock()

    assert listed() == []


def ask_again(order: Order, units: int) -> None:
    """Ask for what is missing in a round of its own, as the saga of a held order does."""
    inventory.reserve_stock(reserving(("BOLT-M1", units), order_id=order.order_id, round_no=2))


def test_a_line_that_gets_other_goods_after_all_is_settled():
    order = claimed(5, 3)
    damage(2)
    damage(1, line_no=2)
    hear_of_stock()
    put(2, sku="BOLT-M1", location="B-01")
    ask_again(order, 2)

    inventory.allocate_stock(AllocateStock(order_id=order.order_id, round_no=2))
    hear_of_stock()

    assert [status for _subject, status in listed()] == ["cleared", "cleared"]


def test_an_order_that_waits_for_what_it_lost_is_told_of_by_its_saga():
    order = claimed(5)
    damage(2)
    hear_of_stock()

    ask_again(order, 2)
    hear_of_stock()

    row = OperationalException.objects.get()
    assert (row.status, row.note) == ("cleared", "the order asked for the goods again")


def test_goods_a_picker_had_in_hand_are_not_lost():
    order = claimed(5)
    task = walked(order)
    damage(2)
    hear_of_stock()
    assert listed() == [(f"{order.number} line 1", "open")]
    confirmed(task)
    tell(inventory_subscriber, PickingOutbox)

    hear_of_stock()

    assert listed() == [(f"{order.number} line 1", "cleared")]


def test_leads_to_the_order_whose_goods_are_gone(admin_client):
    order = claimed(5)
    damage(2)
    hear_of_stock()

    inbox = reverse("admin:fulfillment_operationalexception_changelist")
    page = admin_client.get(inbox).content.decode()

    for word in (f"{order.number} line 1", "allocation short", "2 of the 5 units of BOLT-M1"):
        assert word in page
    address = reverse("admin:orders_order_change", args=[order.order_id])
    assert f'href="{address}"' in page
    assert admin_client.get(address).status_code == 200


def test_what_a_person_has_cleared_is_not_raised_by_a_late_repeat():
    claimed(5)
    damage(2)
    hear_of_stock()
    raised = OperationalException.objects.get()
    fulfillment.clear_exception(
        ClearException(exception_id=raised.exception_id, cleared_by="ana", note="called them")
    )

    FulfillmentInbox.objects.all().delete()
    hear_of_stock()

    assert [status for _subject, status in listed()] == ["cleared"]


def test_the_end_of_an_order_and_a_loss_at_once_leave_nothing_open():
    for _round in range(10):
        OperationalException.objects.all().delete()
        InventoryOutbox.objects.all().delete()
        order = claimed(5)
        damage(2)
        (lost,) = facts(InventoryOutbox, "allocation-short")

        at_once([partial(deliver, subscriber, lost), partial(_end_and_tell, order)])

        assert "open" not in {status for _subject, status in listed()}


def _end_and_tell(order: Order) -> None:
    cancel(order)
    hear([row for row in facts(OrdersOutbox, "cancelled") if row.subject == order.order_id])
