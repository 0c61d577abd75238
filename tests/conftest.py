"""Real servers for the tests: one set per worker, each started when first asked for."""

import asyncio
import sysconfig
from pathlib import Path

import dj_database_url
import psycopg
import pytest
from django.conf import settings
from redis import Redis
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.runtime import Runtime, TelemetryConfig
from temporalio.testing import WorkflowEnvironment

from tests.support.apart import start_apart
from tests.support.database import let_tests_read_events
from tests.support.doubled import double_all_work, once
from tests.support.flush import let_tables_be_emptied
from tests.support.kinds import mark_kinds
from tests.support.runs import end_all_runs
from tests.support.servers import TestServers
from wms.inventory.reservations.commands import locked_balances as holding
from wms.platform.cache.fence import fence
from wms.platform.cache.server import breaker
from wms.platform.postgresql.roles import OWNER

# The whole platform, for the stories and for the faults.
pytest_plugins = ["tests.support.platform"]

PROGRAMS = Path(sysconfig.get_path("scripts"))
TEST_DATABASE = "test_wms"
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
# The server that skips time is older than the SDK, which would print so among the test results.
QUIET = Runtime(telemetry=TelemetryConfig(logging=None))


def pytest_addoption(parser):
    parser.addoption(
        "--doubled",
        action="store_true",
        help="roll back every first try of work with balances, and do it again with more locks",
    )
    parser.addoption(
        "--apart", metavar="CONTEXT", help="put the database of a context on a server of its own"
    )


def pytest_collection_modifyitems(config, items):
    apart = config.getoption("--apart")
    let_tests_read_events(apart)
    mark_kinds(items)
    for item in items:
        _let_into_every_database(item, commits=apart is not None)


def _let_into_every_database(item, *, commits):
    """Let a test that uses a database use those of all contexts.

    With several servers it has to commit: a command refuses to be part of two transactions.
    """
    marker = item.get_closest_marker("django_db")
    if marker is None and not DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
        return
    args, named = (marker.args, marker.kwargs) if marker else ((), {})
    named = {"databases": "__all__", **named} | ({"transaction": True} if commits else {})
    item.add_marker(pytest.mark.django_db(*args, **named), append=False)


@pytest.fixture(scope="session", autouse=True)
def _doubled(request):
    """Double all work if the run asks for it; a run that doubled nothing has shown nothing."""
    if not request.config.getoption("--doubled"):
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        seen = double_all_work(patch.setattr)
        yield
    assert seen.rolled_back, "no work was doubled"


@pytest.fixture
def each_work_once(monkeypatch):
    """Do no work twice, for a test that counts statements or knows who waits for which lock."""
    monkeypatch.setattr(holding, "attempt", once)


@pytest.fixture(scope="session")
def servers():
    """Hold the servers of this worker; none is started yet."""
    held = TestServers()
    yield held
    held.close()


@pytest.fixture(scope="session")
def _apart(request, servers):
    """Put a context on another server if the run asks for it."""
    context = request.config.getoption("--apart")
    if context is None:
        yield
        return
    server = start_apart(context, servers)
    _make_database(server.admin_address)
    yield
    server.down()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(servers, request):
    """Start PostgreSQL for the first test that needs it; pytest-django asks for this by name.

    The tests connect as the app does, by a role that may make no database: theirs is made here.
    A server that is given must let its role make one.
    """
    engine = settings.DATABASES["default"]["ENGINE"]
    settings.DATABASES["default"].update(dj_database_url.parse(servers.database_url, engine=engine))
    if _is_ours(servers):
        _make_database(servers.database_admin_url)
    request.getfixturevalue("_apart")


def _make_database(admin_url):
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {TEST_DATABASE} OWNER {OWNER}")
        # Some tests damage rows past the triggers, to see the damage found.
        admin.execute(f"GRANT SET ON PARAMETER session_replication_role TO {OWNER}")


@pytest.fixture(scope="session")
def django_db_keepdb(servers):
    """Take the database that was made; it goes with its server."""
    return _is_ours(servers)


def _is_ours(servers):
    return servers.database_admin_url != servers.database_url


@pytest.fixture(scope="session", autouse=True)
def _tables_can_be_emptied():
    """Let tests that commit empty the tables again."""
    with pytest.MonkeyPatch.context() as patch:
        let_tables_be_emptied(patch)
        yield


@pytest.fixture(scope="session")
def kafka(servers):
    """Start the broker and lead the settings to it; no topics."""
    settings.KAFKA_BOOTSTRAP_SERVERS = servers.kafka
    return servers.kafka


@pytest.fixture
def broker(servers, kafka):
    """Return the broker in use, to be stopped, killed, frozen or emptied; afterwards it runs."""
    broker = servers.broker
    yield broker
    broker.start()


@pytest.fixture(scope="session")
def redis_url(servers):
    """Start Valkey and lead the settings to it."""
    settings.REDIS_URL = servers.redis_url
    return servers.redis_url


@pytest.fixture
def cache(redis_url, settings):
    """Let what is read be kept in an empty cache, and return the server that it is in."""
    settings.CACHE_URL = redis_url
    breaker.answered()
    fence.forget()
    with Redis.from_url(redis_url) as redis:
        redis.flushdb()
        yield redis
    breaker.answered()
    fence.forget()


@pytest.fixture
def shared_temporal(servers, settings):
    """Lead the settings to the Temporal server of this worker; what runs there ends with the test.

    A saga worker of the next test would go on with sagas whose orders are gone.
    """
    settings.TEMPORAL_ADDRESS = servers.temporal
    yield
    settings.TEMPORAL_ADDRESS = servers.temporal  # the test may have started it anew
    asyncio.run(end_all_runs())


@pytest.fixture
async def temporal():
    """Connect to a Temporal server that skips the time in which nothing can happen."""
    async with await WorkflowEnvironment.start_time_skipping(
        data_converter=pydantic_data_converter,
        runtime=QUIET,
        test_server_existing_path=str(PROGRAMS / "temporal-test-server"),
    ) as environment:
        yield environment.client


@pytest.fixture
async def real_temporal():
    """Connect to a complete Temporal server of its own, with its tables in memory."""
    async with await WorkflowEnvironment.start_local(
        data_converter=pydantic_data_converter,
        dev_server_existing_path=str(PROGRAMS / "temporal"),
    ) as environment:
        yield environment.client
