"""Every embedded server answers when it says so, and keeps what it promised to keep."""

import os
import signal
import socket
import threading

import httpx
import psycopg
import pytest
import redis
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic
from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.api.workflowservice.v1 import (
    DescribeWorkflowExecutionRequest,
    StartWorkflowExecutionRequest,
)
from temporalio.client import Client

from wms.platform.embedded.stack import Stack
from wms.platform.postgresql.roles import OWNER

pytestmark = pytest.mark.slow

NAMES = ["postgres", "valkey", "temporal", "kafka"]
AS_OWNER = f"-c role={OWNER}"


@pytest.fixture(scope="module")
def stack(shared_folder):
    """Start all four servers, as for development."""
    stack = Stack(shared_folder, environment={})
    stack.up()
    return stack


@pytest.fixture
def server(stack, request):
    """Pick one of them."""
    return next(each for each in stack.servers if each.name == request.param)


def pids(stack):
    return {each.name: each.pid for each in stack.status()}


def test_all_servers_are_up(stack):
    assert {each.name: each.state for each in stack.status()} == dict.fromkeys(NAMES, "up")


def test_up_leaves_running_servers_alone(stack):
    before = pids(stack)

    Stack(stack.folder, environment={}).up()

    assert pids(stack) == before


@pytest.mark.parametrize("server", NAMES, indirect=True)
def test_data_stay_inside_the_folder(stack, server):
    assert server.home.parent == stack.folder
    assert server.process.log.parent == stack.folder / "logs"


def test_postgres_is_version_18_with_a_database_over_tcp_only(stack):
    postgres = stack.servers[0]

    with psycopg.connect(postgres.address) as connection:
        database = connection.execute("SELECT current_database()").fetchone()
    # Not everybody is told of files.
    with psycopg.connect(postgres.admin_address) as connection:
        row = connection.execute(
            """SELECT current_setting('server_version_num')::int / 10000,
                      current_setting('unix_socket_directories'), current_setting('fsync'),
                      current_setting('listen_addresses')"""
        ).fetchone()

    assert database == ("wms",)
    assert row == (18, "", "on", "127.0.0.1")


def test_clients_of_postgres_are_no_superusers(stack):
    with psycopg.connect(stack.servers[0].address) as connection:
        row = connection.execute(
            "SELECT rolname, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls"
            " FROM pg_roles WHERE rolname = current_user"
        ).fetchone()

    assert row == ("wms_app", False, False, False, False, False)


def test_valkey_asks_for_its_password_and_shows_it_to_nobody(stack):
    valkey = stack.servers[1]
    password = (valkey.home / "password").read_text()

    for login in ("", ":guess@"):
        address = valkey.address.replace(f":{password}@", login)
        with redis.Redis.from_url(address) as stranger, pytest.raises(redis.AuthenticationError):
            stranger.ping()

    assert password in valkey.address
    assert password not in " ".join(valkey.command())
    assert password not in valkey.where
    for secret in ("password", "valkey.conf"):
        assert (valkey.home / secret).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("server", NAMES, indirect=True)
def test_a_server_is_reached_over_loopback_only(server):
    """Temporal's dev server and the broker know no logins: what they have is this."""
    for name in server.port_names:
        port = server.ports[name]
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            pass
        # Another address of this machine: whoever listens everywhere listens there too.
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", port), timeout=5)


def test_postgres_asks_for_its_password(stack):
    port = stack.servers[0].port

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(f"postgres://wms:guess@127.0.0.1:{port}/wms")


def test_valkey_is_version_9(stack):
    with redis.Redis.from_url(stack.servers[1].address) as client:
        assert client.info("server")["valkey_version"].split(".")[0] == "9"


async def test_temporal_knows_our_search_attributes(stack):
    client = await Client.connect(stack.servers[2].address)

    answer = await client.operator_service.list_search_attributes(
        ListSearchAttributesRequest(namespace="default")
    )

    assert set(answer.custom_attributes) == {"OrderId", "OrderStatus", "OrderPriority", "WaveId"}


def test_temporal_has_a_ui(stack):
    assert httpx.get(stack.servers[2].ui).status_code == 200


def test_kafka_makes_topics_with_the_partitions_asked_for(stack):
    client = AdminClient({"bootstrap.servers": stack.servers[3].address})

    for made in client.create_topics([NewTopic("stories", num_partitions=3)]).values():
        made.result(timeout=5)

    assert len(client.list_topics(timeout=5).topics["stories"].partitions) == 3


def test_postgres_keeps_its_data_and_port(stack):
    server = stack.servers[0]
    port = server.port
    with psycopg.connect(server.address, options=AS_OWNER) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")

    stack.restart(["postgres"])

    assert server.port == port
    with psycopg.connect(server.address, options=AS_OWNER) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_postgres_comes_back_after_a_kill(stack):
    server = stack.servers[0]
    with psycopg.connect(server.address, options=AS_OWNER) as connection:
        connection.execute("CREATE TABLE committed AS SELECT 7 AS answer")
    before = server.process.pid
    os.kill(before, signal.SIGKILL)

    stack.up(["postgres"])

    assert server.process.pid != before
    with psycopg.connect(server.address, options=AS_OWNER) as connection:
        assert connection.execute("SELECT answer FROM committed").fetchone() == (7,)


def test_valkey_keeps_its_data(stack):
    server = stack.servers[1]
    with redis.Redis.from_url(server.address) as client:
        client.set("kept", "yes")

    stack.restart(["valkey"])

    with redis.Redis.from_url(server.address) as client:
        assert client.get("kept") == b"yes"


async def test_temporal_keeps_its_workflows(stack):
    server = stack.servers[2]
    client = await Client.connect(server.address)
    start = StartWorkflowExecutionRequest(namespace="default", workflow_id="kept", request_id="1")
    start.workflow_type.name = start.task_queue.name = "nobody"
    run_id = (await client.workflow_service.start_workflow_execution(start)).run_id

    restart = threading.Thread(target=stack.restart, args=[["temporal"]])
    restart.start()
    restart.join()

    client = await Client.connect(server.address)
    describe = DescribeWorkflowExecutionRequest(namespace="default")
    describe.execution.workflow_id = "kept"
    found = await client.workflow_service.describe_workflow_execution(describe)
    assert found.workflow_execution_info.execution.run_id == run_id
