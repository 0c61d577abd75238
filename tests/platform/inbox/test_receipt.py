"""Inbox rows as the receipts of commands."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from wms.inventory.models import InventoryInbox
from wms.kernel.errors import Conflict
from wms.platform.commands import command
from wms.platform.inbox.receipt import AlreadyHandled, InboxReceipt

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)


@command
def ship(request: str) -> str:
    if request == "refuse":
        raise Conflict("no")
    return "shipped"


def receipt(event_id):
    return InboxReceipt(InventoryInbox, event_id=event_id, occurred_at=NOON)


def test_a_command_leaves_one_row_for_the_event_that_caused_it():
    event = uuid4()
    mine = receipt(event)

    assert ship("please", receipt=mine) == "shipped"
    mine.record()

    (row,) = InventoryInbox.objects.all()
    assert (row.event_id, row.occurred_at) == (event, NOON)


def test_a_second_arrival_does_nothing():
    event = uuid4()
    ship("please", receipt=receipt(event))

    with pytest.raises(AlreadyHandled):
        ship("please", receipt=receipt(event))
    with pytest.raises(AlreadyHandled):
        receipt(event).record()

    assert InventoryInbox.objects.count() == 1


def test_a_refused_command_leaves_no_row_until_its_handler_says_that_is_an_answer():
    mine = receipt(uuid4())

    with pytest.raises(Conflict):
        ship("refuse", receipt=mine)
    assert not InventoryInbox.objects.exists()
    mine.record()

    assert InventoryInbox.objects.count() == 1
