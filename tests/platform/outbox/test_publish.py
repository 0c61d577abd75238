"""Writing events down with their cause."""

from uuid import uuid4

import pytest
from django.db.transaction import TransactionManagementError

from tests.support.events import fact, publish
from wms.inventory.models import InventoryOutbox
from wms.kernel.errors import Conflict
from wms.orders.models import OrdersOutbox
from wms.platform.commands import command
from wms.platform.transactions import transaction

pytestmark = pytest.mark.django_db(transaction=True)
ORDER = uuid4()


@command
def release(request: str) -> str:
    InventoryOutbox.publish(fact(ORDER, 1), sequence=1)
    if request == "refuse":
        raise Conflict("no")
    return "released"


def test_an_event_needs_the_transaction_that_caused_it():
    with pytest.raises(TransactionManagementError):
        InventoryOutbox.publish(fact(ORDER, 1), sequence=1)

    assert not InventoryOutbox.objects.exists()


def test_a_context_publishes_its_own_facts_only():
    with pytest.raises(ValueError, match="not a fact of order"), transaction:
        OrdersOutbox.publish(fact(ORDER, 1), sequence=1)

    assert not OrdersOutbox.objects.exists()


def test_an_event_commits_with_its_cause():
    release("please")

    (message,) = InventoryOutbox.objects.all()
    assert (message.event_type, message.sequence) == ("wms.inventory.reservation-released", 1)
    assert (message.subject, message.partition_key) == (ORDER, ORDER)


def test_an_event_is_gone_with_its_cause():
    with pytest.raises(Conflict):
        release("refuse")

    assert not InventoryOutbox.objects.exists()


def test_events_published_together_are_all_there_in_order():
    publish((ORDER, 1), (ORDER, 2), (ORDER, 3))

    rows = InventoryOutbox.objects.order_by("id")
    assert [row.sequence for row in rows] == [1, 2, 3]
