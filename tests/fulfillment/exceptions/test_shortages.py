"""Lines whose goods are gone come before a person, until they have others or the order ends."""

import pytest
from django.urls import reverse

from tests.factories.counts import confirmed
from tests.factories.inventory import CLIENT, put, reserving
from tests.fulfillment.exceptions.shortages import (
    build_shelves,
    claimed,
    damage,
    facts,
    hear,
    hear_of_stock,
    listed,
    missed,
    walked,
)
from tests.picking.telling import complete, tell
from tests.support.races import deliver
from wms.fulfillment.exceptions.commands.clear_exception import clear_exception
from wms.fulfillment.exceptions.contracts.exceptions import ClearException
from wms.fulfillment.exceptions.contracts.shortages import ALLOCATION_SHORT
from wms.fulfillment.models import FulfillmentInbox, OperationalException
from wms.fulfillment.subscribers import subscriber
from wms.inventory import facade as inventory
from wms.inventory.contracts import AllocateStock
from wms.inventory.models import InventoryOutbox
from wms.inventory.subscribers import subscriber as inventory_subscriber
from wms.orders.contracts import Order
from wms.picking.models import PickingOutbox

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def shelves():
    build_shelves()


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


def test_each_line_has_an_exception_of_its_own():
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


def test_units_that_a_picker_did_not_find_are_raised_by_picking_alone():
    order = claimed(5)
    task = missed(walked(order), 2)
    (lost,) = facts(InventoryOutbox, "allocation-short")

    deliver(subscriber, lost)
    complete(task)
    hear(facts(PickingOutbox, "exception-raised"))

    assert listed() == []
    assert listed("short_pick") == [(order.number, "open")]


def test_units_gone_before_the_walk_are_raised_beside_those_the_picker_missed():
    order = claimed(5)
    damage(2)
    task = missed(walked(order), 1)

    hear_of_stock()
    complete(task)
    hear(facts(PickingOutbox, "exception-raised"))

    assert OperationalException.objects.get(kind=ALLOCATION_SHORT).message.startswith("2 of the 5")
    assert listed("short_pick") == [(order.number, "open")]


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


def test_an_order_that_waits_for_stock_again_is_raised_by_its_saga():
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
    clear_exception(
        ClearException(exception_id=raised.exception_id, actor="ana", note="called them")
    )

    FulfillmentInbox.objects.all().delete()
    hear_of_stock()

    assert [status for _subject, status in listed()] == ["cleared"]
