"""What the machinery cannot settle alone comes before a person, and goes when it is settled."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.support.events import publish
from wms.fulfillment.exceptions.commands.clear_by_hand import clear_by_hand
from wms.fulfillment.exceptions.commands.clear_exception import clear_exception
from wms.fulfillment.exceptions.commands.report_troubles import report_troubles
from wms.fulfillment.exceptions.contracts.exceptions import ClearException
from wms.fulfillment.exceptions.contracts.troubles import ReportTroubles
from wms.fulfillment.models import OperationalException
from wms.inventory.models import InventoryOutbox
from wms.platform.consumers.models import DeadLetter, GroupAway, MemberMark
from wms.platform.kafka.groups import subscribers, topics_of
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewClient
from wms.waving.deferred import WavingDeferredCommand as DeferredCommand

pytestmark = pytest.mark.django_db(transaction=True)
ORDER = uuid4()


@pytest.fixture
def client_ids():
    return [tenancy.create_client(NewClient(code=code)).client_id for code in ("one", "two")]


@pytest.fixture(autouse=True)
def members():
    """Let every group be at work."""
    for each in subscribers():
        MemberMark.objects.create(
            member=uuid4(),
            group=each.group,
            lags={topic: {"0": 0} for topic in topics_of(each)},
            seen_at=timezone.now(),
        )


def look():
    report_troubles(ReportTroubles(now=timezone.now()))


def told():
    rows = OperationalException.objects.order_by("raised_at", "client_id")
    return [(row.kind, row.client_id, row.subject, row.status, row.cleared_by) for row in rows]


def dead_letter(client_id, order_id=ORDER):
    return DeadLetter.objects.create(
        id=uuid4(),
        group="inventory",
        topic="wms.orders.events",
        partition=2,
        offset=7,
        event_type="wms.order.received" if client_id else "",
        client_id=client_id,
        order_id=order_id,
        error="ValueError: no such thing as SKU-1",
        tries=5,
    )


def leave(group):
    MemberMark.objects.filter(group=group).delete()


def an_hour_passes_for(group):
    long_ago = timezone.now() - timedelta(hours=1)
    GroupAway.objects.filter(group=group).update(since=long_ago)


def test_no_exception_is_raised_while_all_is_well(client_ids):
    look()

    assert told() == []


def test_a_dead_letter_raises_an_exception_until_it_is_settled(client_ids):
    letter = dead_letter(client_ids[0])

    look()
    look()

    row = OperationalException.objects.get()
    assert told() == [("dead_letter", client_ids[0], "inventory", "open", "")]
    assert row.order_id == ORDER
    assert row.message == (
        "wms.order.received of wms.orders.events [2] at 7 was given up after 5 tries:"
        " ValueError: no such thing as SKU-1"
    )
    letter.settle("retried")
    look()
    assert told() == [("dead_letter", client_ids[0], "inventory", "cleared", "system:platform")]


def test_a_dead_letter_of_nobody_is_an_exception_of_all_and_names_nothing(client_ids):
    dead_letter(None, None)

    look()

    assert told() == [
        ("dead_letter", client_id, "inventory", "open", "") for client_id in sorted(client_ids)
    ]
    assert {row.message for row in OperationalException.objects.all()} == {
        "a message that cannot be read of wms.orders.events [2] at 7 was given up"
    }


def test_a_trouble_that_came_back_is_raised_again(client_ids):
    letter = dead_letter(client_ids[0])
    look()
    letter.settle("retried")
    look()
    DeadLetter.objects.update(settled_at=None, settled_by="", parked_at=timezone.now())

    look()

    assert [status for *_, status, _by in told()] == ["cleared", "open"]


def test_a_trouble_that_a_person_has_cleared_is_not_raised_again(client_ids):
    dead_letter(client_ids[0])
    look()
    exception_id = OperationalException.objects.get().exception_id
    clear_exception(ClearException(exception_id=exception_id, actor="ann"))

    look()

    assert told() == [("dead_letter", client_ids[0], "inventory", "cleared", "ann")]


def test_what_is_long_over_is_forgotten(client_ids):
    long_ago = timezone.now() - timedelta(days=41)
    over, left = dead_letter(client_ids[0]), dead_letter(client_ids[0])
    DeadLetter.objects.filter(pk=over.pk).update(settled_at=long_ago, settled_by="ann")
    MemberMark.objects.create(member=uuid4(), group="of old", seen_at=long_ago)

    look()

    assert DeadLetter.objects.get() == left
    assert not MemberMark.objects.filter(group="of old").exists()


def test_a_held_event_raises_an_exception_until_it_is_sent(client_ids):
    publish((ORDER, 1))
    row = InventoryOutbox.objects.get()
    InventoryOutbox.objects.update(
        data=row.data.replace("00000000-0000-0000-0000-000000000001", str(client_ids[0])),
        held_because="it takes 1000000 bytes; 900000 are allowed",
    )

    look()

    exception = OperationalException.objects.get()
    assert told() == [("event_held", client_ids[0], "inventory", "open", "")]
    assert exception.order_id == ORDER
    assert exception.message == (
        "wms.inventory.reservation-released cannot be sent, and holds back what follows of its"
        " key: it takes 1000000 bytes; 900000 are allowed"
    )
    InventoryOutbox.objects.all().delete()
    look()
    assert told() == [("event_held", client_ids[0], "inventory", "cleared", "system:platform")]


def test_a_group_that_stays_away_raises_an_exception_until_it_is_at_work(client_ids):
    leave("waving")
    look()
    assert told() == []  # a deployment is over by the next look

    an_hour_passes_for("waving")
    look()

    assert told() == [
        ("consumers_away", client_id, "waving", "open", "") for client_id in sorted(client_ids)
    ]
    (message,) = {row.message for row in OperationalException.objects.all()}
    assert message.startswith(
        "the consumer group waving is not at work: nobody of the group handles"
    )
    waving = next(each for each in subscribers() if each.group == "waving")
    MemberMark.objects.create(
        member=uuid4(),
        group="waving",
        lags={topic: {"0": 0} for topic in topics_of(waving)},
        seen_at=timezone.now(),
    )
    look()
    assert {status for *_, status, _by in told()} == {"cleared"}
    assert not GroupAway.objects.exists()


def test_a_group_that_goes_away_again_is_raised_again_though_the_last_was_cleared(client_ids):
    leave("waving")
    look()
    an_hour_passes_for("waving")
    look()
    for row in OperationalException.objects.all():
        clear_exception(ClearException(exception_id=row.exception_id, actor="ann"))
    look()
    assert [status for *_, status, _by in told()] == ["cleared", "cleared"]

    OperationalException.objects.update(
        raised_at=timezone.now() - timedelta(hours=3),
        cleared_at=timezone.now() - timedelta(hours=2),
    )
    look()

    assert [status for *_, status, _by in told()] == ["cleared", "cleared", "open", "open"]


def failed_release(client_id, wave_id):
    return DeferredCommand.objects.create(
        command="release_wave",
        request={},
        subject_id=wave_id,
        client_id=client_id,
        asked_by="ann",
        state="failed",
        attempts=5,
        message="ValueError: no such thing as SKU-1",
        ended_at=timezone.now(),
    )


def test_a_command_in_the_background_that_failed_is_open_until_asked_for_again(client_ids):
    one, _two = client_ids
    wave_id = uuid4()
    failed_release(one, wave_id)

    look()
    look()

    assert told() == [("command_failed", one, "release_wave", "open", "")]
    assert OperationalException.objects.get().message == (
        f"release_wave of {wave_id} failed 5 times, and is tried no more:"
        " ValueError: no such thing as SKU-1"
    )
    DeferredCommand.objects.create(
        command="release_wave", request={}, subject_id=wave_id, asked_by="ann"
    )
    look()
    assert told() == [("command_failed", one, "release_wave", "cleared", "system:platform")]


def test_a_command_of_nobody_is_an_exception_of_all_without_a_word_of_theirs(client_ids):
    failed_release(None, uuid4())

    look()

    assert sorted(each[:2] for each in told()) == [("command_failed", one) for one in client_ids]
    assert not OperationalException.objects.filter(message__contains="SKU-1").exists()


def test_who_has_seen_that_a_command_failed_may_clear_it(client_ids):
    one, _two = client_ids
    failed_release(one, uuid4())
    look()
    exception_id = OperationalException.objects.get().exception_id

    clear_by_hand(ClearException(exception_id=exception_id, actor="ann"))
    look()

    assert told() == [("command_failed", one, "release_wave", "cleared", "ann")]
