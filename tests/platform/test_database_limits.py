"""Limits of locks and statements: by kind of process, by step, and by command."""

import asyncio
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, OperationalError, connections
from django.test import Client as Browser
from temporalio.testing import ActivityEnvironment

from tests.factories.waving import queue
from tests.support.api import Api, make_site
from tests.support.database import connection
from tests.support.processes import ROOT, environment
from wms.fulfillment.saga.workflow.calls import QUICK_TRY
from wms.platform.commands import command
from wms.platform.database import become, is_busy, limit_transaction, limited, limits_of
from wms.platform.limits import LONG_READS, Limits
from wms.platform.outbox.connection import direct_connection, sole_drain
from wms.platform.postgresql.roles import OWNER
from wms.platform.temporal.activities import DjangoActivities
from wms.platform.tenancy.models import Client
from wms.platform.transactions import transaction
from wms.waving.contracts import NewWave, PlanWave
from wms.waving.deferred import WavingDeferredCommand as DeferredCommand
from wms.waving.models import Wave, WavingOutbox
from wms.waving.services.plan_wave import plan_wave

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
NAMES = ("lock_timeout", "statement_timeout", "transaction_timeout")
AS_OWNER = f"-c role={OWNER}"
SHOW = "SELECT " + ", ".join(f"current_setting('{name}')" for name in NAMES)
SHORT = Limits(lock=timedelta(milliseconds=100), statement=timedelta(milliseconds=300))


def known():
    """Return the limits that this thread's connection keeps."""
    with connection.cursor() as cursor:
        cursor.execute(SHOW)
        return dict(zip(NAMES, cursor.fetchone(), strict=True))


@contextmanager
def locked(table):
    """Hold every row of a table from another connection until the block ends."""
    address = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**connection.settings_dict)
    with psycopg.connect(address, options=AS_OWNER) as other:
        other.execute(f"SELECT 1 FROM {table} FOR UPDATE")
        yield


def started_as(*arguments):
    """Return the limits that a process keeps which was started so."""
    shown = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return shown.stdout.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("begin", "kind"),
    [
        ("from wms.config.wsgi import application", "web"),
        (
            "from celery.signals import worker_init; import wms.config.celery;"
            " import django; django.setup(); worker_init.send(sender=None)",
            "worker",
        ),
        ("import django; django.setup()", "command"),
    ],
)
def test_every_kind_of_process_keeps_limits_of_its_own(begin, kind):
    shown = started_as(
        "-c",
        "import os; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'wms.config.settings');"
        f" {begin}; from django.db import connection; cursor = connection.cursor();"
        f' cursor.execute("{SHOW}"); print(cursor.fetchone())',
    )

    limits = settings.DATABASE_LIMITS[kind]
    expected = (
        f"{limits.lock.total_seconds():.0f}s",
        f"{limits.statement.total_seconds():.0f}s".replace("60s", "1min").replace("300s", "5min"),
        "0",
    )
    assert shown == str(expected)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("wms/fulfillment/management/commands/run_fulfillment_worker.py", "saga"),
        ("wms/platform/management/commands/run_event_consumer.py", "consumers"),
    ],
)
def test_commands_that_never_end_say_what_they_are(path, kind):
    assert f'become("{kind}")' in (ROOT / path).read_text()


def test_a_step_gives_up_before_its_own_time_out():
    for kind in settings.DATABASE_LIMITS:
        limits = limits_of(kind)
        assert timedelta(0) < limits.lock <= timedelta(seconds=10)
    saga = limits_of("saga")
    assert saga.lock < saga.statement < saga.transaction < QUICK_TRY


def test_the_drain_keeps_its_limits_and_waits_for_its_turn_without_them(monkeypatch):
    monkeypatch.setitem(settings.DATABASE_LIMITS, "drain", SHORT)
    with sole_drain([]) as held:
        assert held.execute(SHOW).fetchone() == ("100ms", "300ms", "0")
    with direct_connection("test") as bare, pytest.raises(psycopg.errors.QueryCanceled):
        bare.execute("SELECT pg_sleep(5)")


class Inside:
    """What stands behind the interceptor: it calls the step in a thread."""

    async def execute_activity(self, given):
        return await asyncio.to_thread(given.fn)


def in_activity(step, *, is_local, seconds=30):
    """Run a function as a step is run; return its answer."""
    activities = ActivityEnvironment()
    inside: Any = Inside()
    activities.info = replace(
        activities.info, is_local=is_local, start_to_close_timeout=timedelta(seconds=seconds)
    )
    given: Any = SimpleNamespace(fn=step, headers={})

    intercepted = DjangoActivities("system:tests").intercept_activity(inside)
    return asyncio.run(activities.run(intercepted.execute_activity, given))


def test_a_step_that_may_take_long_has_as_long_as_its_time_out_says():
    shown = in_activity(known, is_local=False)

    assert shown == {
        "lock_timeout": "6750ms",
        "statement_timeout": "24300ms",
        "transaction_timeout": "27s",
    }


@pytest.fixture
def saga(monkeypatch):
    """Let connections that are made in the test keep the limits of a saga worker."""
    known = connections.settings["default"]["OPTIONS"]
    monkeypatch.setitem(known, "options", known["options"])
    monkeypatch.setattr(settings, "PROCESS_KIND", settings.PROCESS_KIND)
    become("saga")


def at_a_held_row(_number):
    """Take a step of the saga that needs a row; return why it could not, and how long it took."""

    def step():
        try:
            with transaction:
                return list(Wave.objects.select_for_update())
        finally:
            connection.close()

    began = time.monotonic()
    try:
        in_activity(step, is_local=True, seconds=QUICK_TRY.total_seconds())
    except OperationalError as error:
        return error, time.monotonic() - began
    return None, time.monotonic() - began


def test_steps_at_a_held_row_give_their_threads_back_in_time(wave, saga):
    with ThreadPoolExecutor(8) as pool:
        with locked("waves.waves"):
            found = list(pool.map(at_a_held_row, range(16)))
        after = list(pool.map(at_a_held_row, range(8)))

    assert all(is_busy(error) for error, _seconds in found)
    # Far below the time of a step, were the machine not so busy.
    assert max(seconds for _error, seconds in found) < 2 * QUICK_TRY.total_seconds()
    assert [error for error, _seconds in after] == [None] * 8
    assert Wave.objects.get().status == "planned"


def test_other_limits_end_with_their_block():
    before = known()

    with limited(LONG_READS):
        assert known() == {
            "lock_timeout": "10s",
            "statement_timeout": "1h",
            "transaction_timeout": "0",
        }

    assert known() == before


@pytest.fixture
def short_of_time(monkeypatch):
    """Let a connection that is made in the test end its transactions after a fifth of a second."""
    brief = "-c transaction_timeout=200"
    monkeypatch.setitem(connections.settings["default"]["OPTIONS"], "options", brief)
    connection.close()
    yield
    connection.close()


LONGER = replace(LONG_READS, transaction=timedelta(minutes=1))


def test_a_transaction_has_as_long_as_its_block_says(short_of_time):
    with limited(LONGER), transaction, connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.5)")

        cursor.execute("SELECT count(*) FROM waves.waves")
        assert cursor.fetchone() == (0,)


def test_a_transaction_that_is_rolled_back_does_not_end_the_limits_of_its_block(short_of_time):
    with limited(LONGER):
        with pytest.raises(DatabaseError), transaction:
            Client.objects.create(code="A" * 1_000)

        assert known()["transaction_timeout"] == "1min"


def test_another_connection_keeps_the_limits_of_the_block_too(short_of_time):
    with limited(LONGER):
        assert known()["transaction_timeout"] == "1min"
        connection.close()

        assert known()["transaction_timeout"] == "1min"


@dataclass(frozen=True)
class Look:
    """A request to a command of the test."""


@command(limit=timedelta(minutes=10))
def look_for_long(_request: Look) -> str:
    """Say how long a statement may take."""
    return str(known()["statement_timeout"])


@command(limit=timedelta(seconds=5))
def sleep_for_long(_request: Look) -> str:
    """Take longer than the process is allowed, and not longer than the command is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.6)")
    return "slept"


def test_a_long_command_says_how_long_it_may_take():
    before = known()

    assert look_for_long(Look()) == "10min"
    assert known() == before


def test_a_long_command_outlasts_the_transaction_of_its_process():
    with limited(
        Limits(
            lock=timedelta(seconds=1),
            statement=timedelta(milliseconds=300),
            transaction=timedelta(milliseconds=400),
        )
    ):
        assert sleep_for_long(Look()) == "slept"


def test_no_command_is_long_for_a_request(settings):
    settings.PROCESS_KIND = "web"
    before = known()["statement_timeout"]

    assert look_for_long(Look()) == before


@transaction
def in_small_steps():
    """Take long in a transaction, of which no statement does."""
    Client.objects.create(code="slow", name="slow")
    with connection.cursor() as cursor:
        for _ in range(20):
            cursor.execute("SELECT pg_sleep(0.1)")


def test_a_transaction_that_takes_too_long_frees_its_thread():
    with limited(
        Limits(
            lock=timedelta(seconds=1),
            statement=timedelta(seconds=5),
            transaction=timedelta(milliseconds=300),
        )
    ):
        with pytest.raises(DatabaseError) as given_up:
            in_small_steps()
        assert is_busy(given_up.value)
    connection.close()

    assert not Client.objects.filter(code="slow").exists()


def test_migrations_wait_for_no_lock_for_ever():
    with locked("waves.deferred_commands"):
        ended = subprocess.run(
            [sys.executable, "manage.py", "migrate", "deferred", "zero"],
            cwd=ROOT,
            env=environment() | {"MIGRATION_LOCK_LIMIT": "0.3"},
            capture_output=True,
            text=True,
            check=False,
        )

    assert ended.returncode == 1
    assert "migrate: the database refuses or does not answer: canceling" in ended.stderr
    assert not DeferredCommand.objects.exists()


@pytest.fixture
def wave():
    site = make_site()
    queue(warehouse_id=site.warehouse_id, client_id=site.client_id)
    command = PlanWave(warehouse_id=site.warehouse_id, wave=NewWave(), actor="test")
    return plan_wave(command)


def test_a_request_that_meets_a_locked_row_is_to_be_sent_again(wave):
    api, url = Api("supervisor"), f"/api/v1/waves/{wave.wave_id}/cancel"
    before, published = Wave.objects.values().get(), WavingOutbox.objects.count()
    with limited(SHORT), locked("waves.waves"):
        answer = api.post(url, {"reason": "none"}, Idempotency_Key="k")

    assert answer.status_code == 503
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Retry-After"] == "1"
    assert answer.json()["code"] == "busy"
    assert Wave.objects.values().get() == before
    assert WavingOutbox.objects.count() == published
    again = api.post(
        f"/api/v1/waves/{wave.wave_id}/cancel", {"reason": "none"}, Idempotency_Key="k"
    )
    assert again.status_code == 200
    assert "Idempotent-Replay" not in again.headers


def test_a_page_that_takes_too_long_is_to_be_asked_again(wave, admin_user, monkeypatch):
    browser = Browser()
    browser.force_login(admin_user)
    monkeypatch.setattr(
        "wms.waving.admin.waves.WaveAdmin.get_queryset",
        lambda *_: Wave.objects.extra(where=["pg_sleep(5) IS NOT NULL"]),
    )

    with limited(SHORT):
        answer = browser.get("/admin/waving/wave/")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "1"


def test_limits_of_a_transaction_end_with_it():
    before = known()
    with transaction:
        limit_transaction(timedelta(minutes=3), database="default")
        assert known()["statement_timeout"] == "3min"
    assert known() == before
