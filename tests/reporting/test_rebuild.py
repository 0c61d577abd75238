"""Making a projection anew from the event logs, while it is asked for and added to."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Event as Flag
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.reporting.logs import apply, log, outbox_of, publish
from tests.reporting.stories import ORDER, Told, received, short_story, step
from tests.support.database import connection
from tests.support.processes import python
from tests.support.races import all_of, at_once
from wms.kernel.ids import OrderId
from wms.orders import events as orders
from wms.orders.contracts import OrderStatus
from wms.platform.inbox.receipt import InboxReceipt
from wms.platform.outbox.connection import direct_connection
from wms.platform.outbox.rights import reading_events
from wms.reporting.models import Generation, OrderViewRow, OrderViewsInbox
from wms.reporting.order_view.models import NAME
from wms.reporting.order_view.projection import ORDER_VIEWS
from wms.reporting.projection.commands import build, rebuild
from wms.reporting.projection.commands.build import Build
from wms.reporting.projection.commands.rebuild import StillSending, check
from wms.reporting.projection.models import locks
from wms.reporting.projection.models.rows import columns_of
from wms.reporting.projection.queries import differences

pytestmark = pytest.mark.django_db(transaction=True)
STORY = short_story()
ORDERS = 40


def quiet(_events, _until):
    return None


def rows(generation=None):
    seen = OrderViewRow.objects.live()
    if generation is not None:
        seen = OrderViewRow.objects.filter(generation=generation)
    return list(seen.order_by("order_id").values(*columns_of(OrderViewRow)))


def states():
    return list(Generation.objects.order_by("id").values_list("state", "version"))


def test_what_is_wrong_is_right_afterwards():
    log(*STORY)
    apply(NAME, *STORY)
    right = rows()
    OrderViewRow.objects.update(status="picked", number="O-9")

    rebuilt = rebuild.rebuild(ORDER_VIEWS, quiet)

    assert rows() == right
    assert [(each.table, each.key, each.what) for each in rebuilt.differences] == [
        ("reporting.order_views", str(ORDER), "differs")
    ]
    assert rebuilt.events == len(STORY)
    assert states() == [("live", 1)]
    assert OrderViewRow.objects.count() == 1


def test_what_no_consumer_has_handled_is_there_afterwards():
    log(*STORY)

    rebuild.rebuild(ORDER_VIEWS, quiet)

    (row,) = rows()
    assert (row["number"], row["status"]) == ("O-000007", "completed")


def test_what_another_release_made_is_replaced(capsys):
    log(*STORY)
    apply(NAME, *STORY[:3])
    Generation.objects.update(version=99)

    call_command("rebuild_projection", NAME, "--outdated")
    call_command("rebuild_projection", NAME, "--outdated")

    assert states() == [("live", 1)]
    assert rows()[0]["status"] == "completed"
    assert capsys.readouterr().out == (
        f"order-views: {len(STORY)} events read, in place\n"
        f"  reporting.order_views {ORDER} was different\n"
        "order-views: made by this release\n"
    )


def test_killed_in_the_middle_it_leaves_what_is_asked_for_and_goes_on():
    log(*STORY)
    apply(NAME, *STORY[:5])
    before = rows()

    with python("-m", "tests.support.rebuild_me", NAME) as process:
        pages = [int(process.stdout.readline()) for _ in range(3)]
        process.kill()
        process.wait()

    assert rows() == before
    building = Generation.objects.get(state="building")
    assert building.event_count == sum(pages[:2])  # the third was not committed
    rebuilt = rebuild.rebuild(ORDER_VIEWS, quiet)
    assert rebuilt.events == len(STORY) - sum(pages[:2])
    assert rows()[0]["status"] == "completed"
    assert list(Generation.objects.values_list("id", "state")) == [(building.id, "live")]


def test_what_got_into_the_log_late_is_read_too(monkeypatch):
    monkeypatch.setattr(build, "LONGEST_TRANSACTION", timedelta(days=10_000))
    log(*STORY[5:])
    begun = Build.of(ORDER_VIEWS)
    begun.read_all(quiet)
    log(*STORY[:5])

    rebuild.rebuild(ORDER_VIEWS, quiet)

    assert rows()[0]["status"] == "completed"


def test_an_event_that_was_sent_and_is_not_in_its_log_is_waited_for(monkeypatch):
    monkeypatch.setattr(rebuild, "PATIENCE", timedelta(seconds=0.2))
    log(*STORY[:3])
    apply(NAME, *STORY[:4])
    publish(STORY[3])
    before = rows()

    with pytest.raises(StillSending, match=r"orders\.outbox is not drained"):
        rebuild.rebuild(ORDER_VIEWS, quiet)

    assert rows() == before
    assert states() == [("live", 1), ("building", 1)]
    with pytest.raises(CommandError, match="order-views is as it was"):
        call_command("rebuild_projection", NAME)


def test_events_that_come_meanwhile_are_all_there(monkeypatch):
    monkeypatch.setattr(build, "PAGE", 3)

    def consumer(_stop):
        for _ in range(ORDERS):
            for told in _story_of(OrderId(uuid4())):
                log(told)
                apply(NAME, told)

    def builder(stop: Flag):
        while not stop.is_set():
            rebuild.rebuild(ORDER_VIEWS, quiet)

    all_of([consumer, builder], until=[0])

    assert len(rows()) == ORDERS
    assert {row["status"] for row in rows()} == {"validated"}
    assert check(ORDER_VIEWS, quiet).differences == ()


def test_a_check_finds_what_differs_and_changes_nothing(capsys):
    other = OrderId(uuid4())
    log(*STORY, *_story_of(other))
    apply(NAME, *STORY)
    OrderViewRow.objects.update(number="O-9")
    before = rows()

    with pytest.raises(CommandError, match="rebuild_projection order-views mends it"):
        call_command("check_projection", NAME)

    assert rows() == before
    assert states() == [("live", 1)]
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"order-views: {len(STORY) + 2} events read, 2 rows differ"
    assert sorted(lines[1:]) == sorted(
        [
            f"  reporting.order_views {ORDER} differs",
            f"  reporting.order_views {other} is missing",
        ]
    )


def test_a_check_of_what_is_right_says_so(capsys):
    log(*STORY)
    apply(NAME, *STORY)

    call_command("check_projection", NAME)

    assert capsys.readouterr().out == f"order-views: {len(STORY)} events read, no row differs\n"


def test_a_check_hides_nothing_behind_what_no_consumer_has_handled_yet(monkeypatch):
    monkeypatch.setattr(differences, "MOST", 2)
    others = [OrderId(UUID(int=number)) for number in range(1, 5)]
    late = [told for each in others for told in _story_of(each)]
    log(*STORY, *late)
    apply(NAME, *STORY)
    OrderViewRow.objects.update(number="O-9")
    monkeypatch.setattr(time, "sleep", lambda _seconds: apply(NAME, *late and [late.pop()]))

    found = check(ORDER_VIEWS, quiet).differences

    assert [(each.key, each.what) for each in found] == [(str(ORDER), "differs")]


def test_consumers_go_on_while_what_was_made_is_compared(monkeypatch):
    log(*STORY)
    apply(NAME, *STORY)
    other = OrderId(uuid4())

    def compared(*generations):
        (told, _next) = _story_of(other)
        log(told)
        at_once([lambda: apply(NAME, told)])
        return differences.differences(*generations)

    monkeypatch.setattr(rebuild, "differences", compared)

    rebuilt = rebuild.rebuild(ORDER_VIEWS, quiet)

    assert rebuilt.differences == ()
    assert {row["order_id"] for row in rows()} == {ORDER, other}


def test_the_newest_events_are_read_once_by_pages_that_come_by_them_again(monkeypatch):
    read = []
    monkeypatch.setattr(build, "PAGE", 3)
    monkeypatch.setattr(build, "LISTED", 4)
    monkeypatch.setattr(build, "LONGEST_TRANSACTION", timedelta(days=10_000))
    log(*STORY[1::2])
    begun = Build.of(ORDER_VIEWS)
    begun.read_all(lambda count, _until: read.append(count))
    log(*STORY[::2])

    begun.read_all(lambda count, _until: read.append(count))
    again = begun.read_all(lambda count, _until: read.append(count))

    assert sum(read) == len(STORY)
    assert again == 0
    apply(NAME, *STORY)
    assert rows(begun.generation.id) == rows()


def test_a_rebuild_that_loses_its_session_loses_no_event(monkeypatch):
    log(*STORY)
    apply(NAME, *STORY)
    other = OrderId(uuid4())
    (told, _next) = _story_of(other)
    read_to_the_end = rebuild._read_to_the_end
    waited, sessions = [], []

    def session(*asked, **more):
        sessions.append(direct_connection(*asked, **more))
        return sessions[-1]

    def lose_the_session(*asked):
        read = read_to_the_end(*asked)
        sessions[-1].close()
        waited.append(beside.submit(at_once, [lambda: apply(NAME, told)]))
        with pytest.raises(TimeoutError):
            waited[0].result(timeout=1)
        return read

    monkeypatch.setattr(locks, "direct_connection", session)
    monkeypatch.setattr(rebuild, "_read_to_the_end", lose_the_session)

    with ThreadPoolExecutor(1) as beside:
        rebuild.rebuild(ORDER_VIEWS, quiet)

    waited[0].result(timeout=30)
    assert {row["order_id"] for row in rows()} == {ORDER, other}


def test_an_attempt_of_a_check_reads_what_is_new_alone(monkeypatch):
    read = []
    log(*STORY)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)

    check(ORDER_VIEWS, lambda count, _until: read.append(count))

    assert sum(read) == len(STORY)


def test_two_do_not_build_a_projection_at_once():
    log(*STORY)
    apply(NAME, *STORY)

    with build.sole_build(ORDER_VIEWS):
        for command in ("check_projection", "rebuild_projection"):
            with pytest.raises(CommandError, match="by somebody else"):
                call_command(command, NAME)

    assert states() == [("live", 1)]


def test_what_is_held_back_holds_up_nothing_and_comes_again():
    log(*STORY[:3])
    apply(NAME, *STORY[:3])
    publish(STORY[3])
    publish(STORY[5])
    _hold(STORY[3])
    # It was sent with the one before it, which was refused; both wait in the outbox.
    behind = InboxReceipt(
        OrderViewsInbox, event_id=_waiting(STORY[5]).event_id, occurred_at=timezone.now()
    )
    behind.record()

    rebuild.rebuild(ORDER_VIEWS, quiet)

    assert rows()[0]["status"] == "validated"
    assert not OrderViewsInbox.objects.exists()


def _waiting(told):
    with reading_events():
        return outbox_of(told).waiting.objects.get(sequence=told.sequence)


def _hold(told):
    with reading_events():
        outbox_of(told).waiting.objects.filter(sequence=told.sequence).update(held_because="large")


def test_a_generation_that_consumers_began_late_is_outdated():
    log(*STORY)
    apply(NAME, *STORY[:3])
    assert not ORDER_VIEWS.is_outdated()

    Generation.objects.update(started_at=timezone.now() + timedelta(days=400))

    assert ORDER_VIEWS.is_outdated()
    rebuild.rebuild(ORDER_VIEWS, quiet)
    Generation.objects.update(started_at=timezone.now() + timedelta(days=400))
    assert not ORDER_VIEWS.is_outdated()


def test_an_event_that_cannot_be_read_is_named():
    log(*STORY[:3])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE orders.event_log SET data = '{}' WHERE sequence = 1")

    with pytest.raises(CommandError, match=r"wms\.order\.received .* cannot be read"):
        call_command("rebuild_projection", NAME)


def test_there_is_no_projection_of_another_name():
    for command in ("check_projection", "rebuild_projection"):
        with pytest.raises(CommandError, match="no projection sales; there are: analytics, or"):
            call_command(command, "sales")


def _story_of(order_id) -> list[Told]:
    begin = received(order_id=order_id, number=f"O-{order_id.hex[:8]}")
    validated = replace(step(orders.OrderValidatedEvent, OrderStatus.VALIDATED), order_id=order_id)
    now = timezone.now()
    return [Told(begin, 1, now), Told(validated, 2, now + timedelta(microseconds=1))]
