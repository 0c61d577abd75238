"""Inbox rows as the receipts of commands."""

import random
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError

from tests.support.commands_of import of
from tests.support.races import at_once
from wms.inventory.models import InventoryInbox, Lot
from wms.kernel.errors import Conflict
from wms.platform.commands import command
from wms.platform.inbox.receipt import AlreadyHandled, InboxReceipt
from wms.platform.inbox.receipts import InboxReceipts

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)


@command
@of("inventory")
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


@command
@of("inventory")
def fail_at_commit(request: str) -> str:
    """Hang a lot on a SKU that is not there, which shows when the transaction ends."""
    Lot.objects.create(sku_id=uuid4(), code=request)
    return request


@pytest.mark.parametrize("of", [lambda one: one, lambda one: InboxReceipts([one])])
def test_what_was_not_committed_is_not_remembered_as_handled(of):
    event = uuid4()
    mine = receipt(event)

    with pytest.raises(IntegrityError):
        fail_at_commit("L-1", receipt=of(mine))
    assert not InventoryInbox.objects.exists()
    of(mine).record()

    assert InventoryInbox.objects.get().event_id == event


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


def receipts(*events):
    return InboxReceipts(receipt(event) for event in events)


def handled():
    return set(InventoryInbox.objects.values_list("event_id", flat=True))


def test_several_events_leave_a_row_each_with_the_command_they_cause():
    events = [uuid4() for _event in range(5)]
    mine = receipts(*events)

    assert ship("please", receipt=mine) == "shipped"
    mine.record()

    assert handled() == set(events)


def test_if_some_were_handled_nothing_happens_and_it_is_known_which():
    old, new = [uuid4(), uuid4()], [uuid4(), uuid4()]
    ship("please", receipt=receipts(*old))

    with pytest.raises(AlreadyHandled) as known:
        ship("please", receipt=receipts(new[0], *old, new[1]))

    assert known.value.event_ids == set(old)
    assert handled() == set(old)


def test_what_no_command_has_kept_is_recorded_for_each():
    with_command, without = receipt(uuid4()), receipt(uuid4())
    ship("please", receipt=with_command)

    InboxReceipts([with_command, without]).record()

    assert handled() == {with_command.event_id, without.event_id}


def test_an_event_cannot_be_among_them_twice():
    event = uuid4()

    with pytest.raises(ValueError, match="twice"):
        receipts(event, uuid4(), event)


def test_those_who_claim_the_same_at_once_do_not_wait_for_each_other_for_ever():
    events = [uuid4() for _event in range(200)]
    chance = random.Random(1)

    def claim():
        try:
            return ship("please", receipt=receipts(*chance.sample(events, 150)))
        except AlreadyHandled:
            return "again"

    answers = at_once([claim] * 40)

    assert answers.count("shipped") == 1
    assert len(handled()) == 150
