"""Whether the groups are at work, as others see it: health, figures, dead letters."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from tests.support.effects import effects, effects_subscriber, note
from tests.support.events import CLIENT, consuming, eventually, publish
from wms.inventory.events import ReservationReleasedEvent
from wms.inventory.models import InventoryInbox
from wms.platform.consumers.models import DeadLetter, MemberMark
from wms.platform.consumers.state import dead_letter_counts, group_states
from wms.platform.kafka.messages import Message
from wms.platform.observability.health import Health, readiness
from wms.platform.observability.metrics import exposition
from wms.platform.observability.troubles import troubles

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("effects_table")]
ONE, OTHER = uuid4(), uuid4()


def consumers_in_readiness():
    (part,) = (each for each in readiness().parts if each.name == "consumers")
    return part.health, part.detail


def figure(name):
    lines = exposition().decode().splitlines()
    return [line for line in lines if line.startswith(f"{name}{{")]


def fail(_event, _delivery):
    raise ValueError("no such thing")


@pytest.fixture
def letter(group, drain):
    """Let an event of ONE become a dead letter, and its cause be mended."""
    handler = group.handlers[ReservationReleasedEvent.event_type]
    group.handlers[ReservationReleasedEvent.event_type] = fail
    publish((ONE, 1))
    drain()
    with consuming(group):
        eventually(DeadLetter.objects.exists)
    group.handlers[ReservationReleasedEvent.event_type] = handler
    return DeadLetter.objects.get()


def test_a_group_that_is_not_at_work_makes_readiness_degraded(group):
    assert consumers_in_readiness() == (Health.DEGRADED, f"not at work: {group.group}")
    assert figure("wms_consumer_group_at_work") == [
        f'wms_consumer_group_at_work{{group="{group.group}"}} 0.0'
    ]

    with consuming(group):
        eventually(lambda: consumers_in_readiness() == (Health.OK, ""))
        assert figure("wms_consumer_group_at_work") == [
            f'wms_consumer_group_at_work{{group="{group.group}"}} 1.0'
        ]

    # One that leaves says so; one that was killed is missed after a while.
    assert consumers_in_readiness()[0] is Health.DEGRADED


def test_a_member_that_cannot_join_is_seen(group, settings):
    settings.KAFKA_BOOTSTRAP_SERVERS = "127.0.0.1:1"
    with consuming(group):
        eventually(MemberMark.objects.exists)
        (state,) = group_states()

    assert MemberMark.objects.exists() is False
    assert (state.is_at_work, len(state.topics_without)) == (False, 1)


def test_a_member_that_is_silent_does_not_count(group, topic):
    def said(ago):
        MemberMark.objects.all().delete()
        MemberMark.objects.create(
            member=uuid4(),
            group=group.group,
            lags={topic: {"0": 3, "1": 4}},
            seen_at=timezone.now() - timedelta(seconds=ago),
        )
        (state,) = group_states()
        return state.is_at_work

    assert said(20)
    assert figure("wms_consumer_lag") == [
        f'wms_consumer_lag{{group="{group.group}",topic="{topic}"}} 7.0'
    ]
    assert not said(40)


def test_what_is_refused_for_too_long_is_seen(group, topic):
    MemberMark.objects.create(
        member=uuid4(),
        group=group.group,
        lags={topic: {"0": 1}},
        waits_since=timezone.now() - timedelta(minutes=16),
        waits_for="wms.order.received: OperationalError: lock timeout",
        seen_at=timezone.now(),
    )

    (state,) = group_states()

    assert not state.is_at_work
    assert state.why_not == "it is refused wms.order.received: OperationalError: lock timeout"


def test_a_group_with_a_topic_that_nobody_handles_is_not_at_work(group, topic):
    other = effects_subscriber(f"other-{uuid4().hex[:8]}")
    MemberMark.objects.create(
        member=uuid4(), group=group.group, lags={topic: {"0": 0}}, seen_at=timezone.now()
    )

    states = {state.group: state for state in group_states()}

    assert states[group.group].is_at_work
    assert states[other.group].topics_without == (topic,)


def test_a_dead_letter_is_counted_and_listed_with_whose_it_is(group, letter, topic):
    assert (letter.group, letter.topic, letter.tries) == (group.group, topic, 5)
    assert (letter.client_id, letter.order_id) == (CLIENT, ONE)
    assert letter.event_type == ReservationReleasedEvent.event_type
    assert dead_letter_counts() == {group.group: 1}
    assert figure("wms_dead_letters") == [f'wms_dead_letters{{group="{group.group}"}} 1.0']
    (trouble,) = troubles()
    assert (trouble.kind, trouble.client_id, trouble.order_id) == ("dead_letter", CLIENT, ONE)
    assert trouble.message.endswith("after 5 tries: ValueError: no such thing")


def test_a_dead_letter_is_retried(group, letter, capsys):
    call_command("dead_letters", "list")
    assert str(letter.pk) in capsys.readouterr().out

    call_command("dead_letters", "retry")

    assert effects() == {ONE: [1]}
    assert InventoryInbox.objects.count() == 1
    assert dead_letter_counts() == {group.group: 0}
    assert DeadLetter.objects.get().settled_by == "retried"


def test_a_dead_letter_that_fails_again_stays(group, letter):
    group.handlers[ReservationReleasedEvent.event_type] = fail

    with pytest.raises(CommandError, match="1 are still dead letters"):
        call_command("dead_letters", "retry", str(letter.pk))

    assert dead_letter_counts() == {group.group: 1}
    assert not InventoryInbox.objects.exists()


def test_a_dead_letter_whose_event_was_handled_after_all_is_settled(group, letter):
    del letter
    with consuming(group):
        publish((OTHER, 1))
    call_command("dead_letters", "retry")
    DeadLetter.objects.update(settled_at=None, settled_by="")

    assert troubles() == ()
    assert dead_letter_counts() == {group.group: 0}


def test_an_unreadable_message_is_dismissed_by_a_person(group, sender, topic):
    sender.send([Message(topic, str(ONE).encode(), b"{}", [])])
    with consuming(group):
        eventually(DeadLetter.objects.exists)
    letter = DeadLetter.objects.get()
    assert (letter.event_id, letter.client_id) == (None, None)
    with pytest.raises(CommandError, match="1 are still dead letters"):
        call_command("dead_letters", "retry")
    with pytest.raises(CommandError, match="by whom"):
        call_command("dead_letters", "dismiss", str(letter.pk))

    call_command("dead_letters", "dismiss", str(letter.pk), "--by", "Ann, a test message")

    letter.refresh_from_db()
    assert letter.settled_by == "Ann, a test message"
    assert dead_letter_counts() == {group.group: 0}


def test_lag_is_what_is_sent_and_not_settled(group, drain, topic):
    tries = []

    def wait(event, delivery):
        if event.round_no == 1:
            tries.append(1)
            raise TimeoutError("not yet")
        note(event, receipt=delivery.receipt)

    group.handlers[ReservationReleasedEvent.event_type] = wait
    publish((ONE, 1), (ONE, 2), (ONE, 3))
    drain()

    with consuming(group):
        eventually(lambda: (state := group_states()[0]).lags.get(topic, 0) > 0 and state.waits_for)
        (state,) = group_states()

    assert state.lags[topic] >= 3
    assert state.waits_for == "wms.inventory.reservation-released: TimeoutError: not yet"
    assert state.is_at_work
