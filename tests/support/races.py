"""Many at once: threads with connections of their own, and consumers without a broker."""

import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from threading import Event as Flag
from typing import TypeVar

from django.db import connection
from django.db import connections as databases

from wms.kernel.errors import DomainError
from wms.kernel.events import Event
from wms.platform.inbox.receipt import AlreadyHandled, InboxReceipt
from wms.platform.kafka.groups import subscribers
from wms.platform.kafka.subscribers import Delivery, Subscriber
from wms.platform.outbox.models import OutboxMessage, encoding_of
from wms.platform.outbox.outboxes import outboxes
from wms.platform.tables import shown

AnswerT = TypeVar("AnswerT")
Task = Callable[[], object]
BREATH_SECONDS = 0.01
# How long actors may take at most: their own deadlines, which say what is missing, come first.
MOST_SECONDS = 220
WAITING = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
# From the locks: who is connected is looked up once in a transaction, and not again.
BLOCKED_BY_ME = (
    "SELECT count(*) FROM pg_locks WHERE NOT granted"
    " AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
)


def at_once(tasks: Sequence[Task], *, connections: int = 8) -> list[object]:
    """Run tasks, so many at a time; return each one's answer or refusal, in their order.

    Anything else that a task raises, a deadlock above all, is raised.
    """
    start = Barrier(min(connections, len(tasks)))

    def run(share: Sequence[int]) -> list[tuple[int, object]]:
        try:
            start.wait()
            return [(number, answer_of(tasks[number])) for number in share]
        finally:
            databases.close_all()

    shares = [range(number, len(tasks), connections) for number in range(start.parties)]
    with ThreadPoolExecutor(start.parties) as pool:
        answers = dict(each for share in pool.map(run, shares) for each in share)
    return [answers[number] for number in range(len(tasks))]


def answer_of(task: Callable[[], AnswerT]) -> AnswerT | DomainError:
    """Return what a command answers, be it a refusal."""
    try:
        return task()
    except DomainError as refusal:
        return refusal


def all_of(actors: Sequence[Callable[[Flag], None]], *, until: Sequence[int]) -> None:
    """Let actors act, each in a thread; when those numbered in ``until`` end, stop the others."""
    stop = Flag()

    def act(actor: Callable[[Flag], None]) -> None:
        try:
            actor(stop)
        except BaseException:
            stop.set()
            raise
        finally:
            databases.close_all()

    with ThreadPoolExecutor(len(actors)) as pool:
        running = [pool.submit(act, actor) for actor in actors]
        try:
            for number in until:
                running[number].result(timeout=MOST_SECONDS)
        finally:
            stop.set()
        for each in running:
            each.result(timeout=30)


def deliver(subscriber: Subscriber, row: OutboxMessage) -> None:
    """Hand an event to the handler of a group, as the consumer runtime does."""
    event = encoding_of(Event.catalogue[row.event_type]).validate_json(row.data)
    receipt = InboxReceipt(subscriber.inbox, event_id=row.event_id, occurred_at=row.occurred_at)
    delivery = Delivery(
        event_id=row.event_id,
        subject=row.subject,
        sequence=row.sequence,
        occurred_at=row.occurred_at,
        actor=row.actor,
        receipt=receipt,
    )
    try:
        subscriber.handlers[row.event_type](event, delivery)
        receipt.record()
    except AlreadyHandled:
        return


def consumer(seed: int, *groups: str) -> Callable[[Flag], None]:
    """Return an actor that hands every event of every context to these groups, in any order.

    Several of them at once are what a rebalance can be at its worst: each event arrives as many
    times as there are actors, and perhaps at the same moment.
    """
    chance = random.Random(seed)

    def act(stop: Flag) -> None:
        done: dict[str, set[int]] = {outbox.name: set() for outbox in outboxes()}
        is_last = False
        while not is_last:
            is_last = stop.is_set()
            news = [row for outbox in outboxes() for row in _news(outbox.waiting, done)]
            work = [
                (each, row)
                for each in subscribers(groups)
                for row in news
                if row.event_type in each.handlers
            ]
            chance.shuffle(work)
            for each, row in work:
                deliver(each, row)
            stop.wait(BREATH_SECONDS)

    return act


def _news(waiting: type[OutboxMessage], done: dict[str, set[int]]) -> list[OutboxMessage]:
    known = done[shown(waiting._meta.db_table)]
    ids = set(waiting.objects.values_list("id", flat=True)) - known
    known |= ids
    return list(waiting.objects.filter(id__in=ids))


def events_of(waiting: type[OutboxMessage]) -> dict[str, list[int]]:
    """Return the sequences of each subject's events, sorted; all must count from 1 without gap."""
    found: dict[str, list[int]] = {}
    for subject, sequence in waiting.objects.values_list("subject", "sequence"):
        found.setdefault(str(subject), []).append(sequence)
    return {subject: sorted(sequences) for subject, sequences in found.items()}


def assert_gap_free() -> None:
    """Check that in every context each aggregate's events count from 1, none twice."""
    for outbox in outboxes():
        for subject, sequences in events_of(outbox.waiting).items():
            assert sequences == list(range(1, len(sequences) + 1)), (outbox.name, subject)


def deadline(seconds: float) -> Callable[[str], None]:
    """Return a check that fails, with what it is told, when the time is over."""
    end = time.monotonic() + seconds

    def check(what: str) -> None:
        assert time.monotonic() < end, what

    return check


def wait_until(question: str) -> None:
    """Return once the database answers a question with anything but zero."""
    check = deadline(20)
    is_so = False
    while not is_so:
        with connection.cursor() as cursor:
            cursor.execute(question)
            is_so = bool(cursor.fetchone()[0])
        check(question)
        time.sleep(BREATH_SECONDS)
