"""Commands in the background: done once, and how far they are is seen before they commit."""

from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from wms.platform.deferred import progress
from wms.platform.deferred.progress import followed, progress_of
from wms.platform.deferred.run import _run, run_deferred
from wms.platform.tenancy.models import Client
from wms.platform.transactions import transaction
from wms.waving.deferred import WavingDeferredCommand as DeferredCommand

pytestmark = pytest.mark.django_db(transaction=True)


def seen():
    """Return how far the only command is, as another connection sees it."""
    address = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**connection.settings_dict)
    with psycopg.connect(address, options="-c role=wms_waving") as other:
        return other.execute("SELECT done, total FROM waves.deferred_commands").fetchone()


@pytest.fixture
def row():
    return DeferredCommand.objects.create(
        command="test", request={}, subject_id=uuid4(), asked_by="test", total=4
    )


def test_progress_is_seen_while_the_transaction_goes_on(row, monkeypatch):
    monkeypatch.setattr(progress, "EVERY_SECONDS", 0)

    with progress_of(row), transaction:
        told = [seen() for _ in followed("abcd", 4)]

    assert told == [(0, 4), (1, 4), (2, 4), (3, 4)]


def test_it_is_not_written_down_again_at_once(row):
    with progress_of(row), transaction:
        told = [seen() for _ in followed("abcd", 4)]

    assert told == [(0, 4)] * 4


def test_what_nobody_follows_goes_through_as_it_is(row):
    assert list(followed("abcd", 4)) == list("abcd")
    assert seen() == (0, 4)


def test_a_worker_that_was_taken_for_dead_does_nothing_again(row, settings):
    settings.DEFERRED_COMMANDS = {"test": "tests.waving.make_a_client.make"}
    DeferredCommand.objects.update(request={"name": "once"})
    begun = DeferredCommand.objects.get()

    assert run_deferred() == 1
    _run(begun)

    assert Client.objects.filter(name="once").count() == 1
    done = DeferredCommand.objects.get()
    assert (done.state, done.answer, done.done) == ("done", '"once"', 4)


def test_what_ended_long_ago_is_forgotten_and_what_waits_is_not(settings):
    settings.DEFERRED_COMMANDS = {}
    now = timezone.now()
    known = {"command": "test", "request": {}, "asked_by": "test"}
    for days, state in ((41, "done"), (41, "failed"), (39, "done")):
        ended = now - timedelta(days=days)
        DeferredCommand.objects.create(**known, subject_id=uuid4(), state=state, ended_at=ended)
    DeferredCommand.objects.create(
        **known,
        subject_id=uuid4(),
        state="running",
        started_at=now,
        asked_at=now - timedelta(days=50),
    )

    run_deferred()

    assert sorted(DeferredCommand.objects.values_list("state", flat=True)) == ["done", "running"]
