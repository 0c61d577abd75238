"""Servers and the app's processes as one thing."""

import os

import pytest

from wms.platform.embedded import programs
from wms.platform.embedded.environment import given, read_env, write_env
from wms.platform.embedded.errors import StackError
from wms.platform.embedded.process import identity
from wms.platform.embedded.programs import App
from wms.platform.embedded.stack import Stack

SLEEP = ["{python}", "-c", "import time; time.sleep(600)"]
WEB = ["{python}", "-m", "http.server", "--bind", "127.0.0.1", "{web_port}"]
TELL = ["/bin/echo", "events"]
MAKE = ["/bin/echo", "topics"]


class Diary(list[str]):
    """What a stack reports, in order."""

    def __call__(self, name, news):
        """Note one report."""
        self.append(f"{name} {news.split(' ')[0]}")


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Watch new programs for a shorter time than usual."""
    monkeypatch.setattr(programs, "SETTLING_SECONDS", 0.5)


@pytest.fixture
def diary():
    """Begin a diary."""
    return Diary()


@pytest.fixture
def app_stack(folder, diary):
    """Know a stack with a broker, a web server and a consumer; the other servers are given."""
    elsewhere = {
        "DATABASE_URL": "postgres://db.example/wms",
        "REDIS_URL": "redis://cache.example/0",
        "TEMPORAL_ADDRESS": "temporal.example:7233",
    }
    app = App({"web": WEB, "consumers": SLEEP}, [TELL], [MAKE])
    return Stack(folder, environment=elsewhere, app=app, durable=False, report=diary)


def states(stack):
    return {each.name: each.state for each in stack.status()}


def pid_of(stack, name):
    return next(each.pid for each in stack.status() if each.name == name)


def test_a_given_address_wins(app_stack):
    app_stack.up()

    assert states(app_stack) == {
        "postgres": "external",
        "valkey": "external",
        "temporal": "external",
        "kafka": "up",
    }
    assert "DATABASE_URL" not in read_env(app_stack.env_file)


def test_the_env_file_leads_to_the_servers_and_is_private(stack):
    stack.up(["valkey", "kafka"])

    variables = read_env(stack.env_file)

    assert variables["REDIS_URL"] == stack.servers[1].address
    assert variables["KAFKA_BOOTSTRAP_SERVERS"] == stack.servers[3].address
    assert len(variables["SECRET_KEY"]) == 64
    assert stack.env_file.stat().st_mode & 0o777 == 0o600


def test_nobody_else_looks_into_the_folder(folder):
    place = folder / ".stack" / "dev"
    place.mkdir(parents=True, mode=0o755)
    for each in (place, place.parent):
        each.chmod(0o755)
    stack = Stack(place, environment={}, durable=False)

    stack.up(["valkey"])

    assert [each.stat().st_mode & 0o777 for each in (place.parent, place)] == [0o700, 0o700]
    stack.down()


def test_a_folder_of_many_is_not_closed(folder):
    folder.chmod(0o1777)

    Stack(folder, environment={}, durable=False).down()

    assert folder.stat().st_mode & 0o7777 == 0o1777


def test_the_secret_key_is_kept(stack):
    stack.up(["valkey"])
    before = read_env(stack.env_file)["SECRET_KEY"]

    stack.restart(["valkey"])

    assert read_env(stack.env_file)["SECRET_KEY"] == before


def test_what_settings_took_from_the_env_file_does_not_count_as_given(tmp_path):
    file = tmp_path / "env"
    write_env(file, {"REDIS_URL": "redis://127.0.0.1:1/0", "DATABASE_URL": "postgres://file/wms"})
    environment = {
        "STACK_ENV_FILE": str(file),
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "DATABASE_URL": "postgres://real/wms",
    }

    assert given(environment) == {
        "STACK_ENV_FILE": str(file),
        "DATABASE_URL": "postgres://real/wms",
    }


def test_programs_start_after_the_servers_and_stop_before_them(app_stack, diary):
    app_stack.up(with_programs=True)
    assert states(app_stack)["web"] == states(app_stack)["consumers"] == "up"

    app_stack.down()

    assert [line for line in diary if "is" not in line] == [
        "kafka answers",
        "events done",
        "web runs",
        "consumers runs",
        "consumers stopped",
        "web stopped",
        "kafka stopped",
    ]


def test_a_given_broker_gets_its_topics_before_each_start_of_programs(folder, diary):
    given = {"KAFKA_BOOTSTRAP_SERVERS": "kafka.example:9092", "DATABASE_URL": "postgres://db/wms"}
    app = App({"consumers": SLEEP}, [TELL], [MAKE])
    stack = Stack(folder, environment=given, app=app, durable=False, report=diary)

    stack.up(["consumers"])
    stack.up(["postgres", "kafka"])
    stack.restart(["consumers"])

    made = [line for line in diary if line.startswith(("topics", "events", "consumers"))]
    assert made == [
        "topics done",
        "consumers runs",
        "consumers stopped",
        "topics done",
        "consumers runs",
    ]


def test_only_our_own_broker_is_given_a_session_that_others_refuse(folder, stack):
    stack.up(["kafka"])
    assert read_env(stack.env_file)["KAFKA_SESSION_TIMEOUT_MS"] == "3000"
    stack.down()

    given = Stack(folder, environment={"KAFKA_BOOTSTRAP_SERVERS": "kafka.example:9092"})
    given.up(["kafka"])

    assert "KAFKA_SESSION_TIMEOUT_MS" not in read_env(given.env_file)


def test_down_leaves_no_process(app_stack):
    app_stack.up(with_programs=True)
    pids = [each.pid for each in app_stack.status() if each.pid is not None]

    app_stack.down()

    assert len(pids) == 3
    assert [identity(pid) for pid in pids] == [None, None, None]


def test_up_starts_only_the_program_that_is_gone(app_stack):
    app_stack.up(with_programs=True)
    web, consumers = pid_of(app_stack, "web"), pid_of(app_stack, "consumers")
    os.kill(consumers, 9)

    app_stack.up(with_programs=True)

    assert pid_of(app_stack, "web") == web
    assert pid_of(app_stack, "consumers") not in (None, consumers)


def test_a_first_broker_gets_nothing_until_programs_start(app_stack, diary):
    app_stack.up()
    assert "events done" not in diary

    app_stack.up(with_programs=True)

    assert diary.index("events done") < diary.index("consumers runs")


def test_a_broker_that_died_comes_back_with_its_topics_and_consumers(app_stack, diary):
    app_stack.up(with_programs=True)
    web, consumers = pid_of(app_stack, "web"), pid_of(app_stack, "consumers")
    os.kill(pid_of(app_stack, "kafka"), 9)
    diary.clear()

    app_stack.up()

    assert [line for line in diary if "is" not in line] == [
        "consumers stopped",
        "kafka answers",
        "events done",
        "consumers runs",
    ]
    assert pid_of(app_stack, "web") == web
    assert pid_of(app_stack, "consumers") not in (None, consumers)


def test_restarting_the_broker_restarts_its_clients(app_stack, diary):
    app_stack.up(with_programs=True)
    diary.clear()

    app_stack.restart(["kafka"])

    assert diary == [
        "consumers stopped",
        "kafka stopped",
        "kafka answers",
        "events done",
        "consumers runs",
    ]


def test_a_program_that_ends_at_once_stops_what_was_started_with_it(folder):
    app = App(
        {"web": WEB, "broken": ["{python}", "-c", "raise SystemExit('no table: orders')"]}, [], []
    )
    stack = Stack(folder, environment={}, app=app, durable=False)

    with pytest.raises(StackError) as refusal:
        stack.up(["valkey", "web", "broken"])

    assert "broken: does not start: no table: orders" in str(refusal.value)
    assert {each.pid for each in stack.status()} == {None}


def test_a_command_after_the_broker_that_fails_is_named(folder):
    app = App({"consumers": SLEEP}, [["{python}", "-c", "raise SystemExit('no table')"]], [])
    stack = Stack(folder, environment={}, app=app, durable=False)

    with pytest.raises(
        StackError, match=r"ended with code 1: no table \(log: .*after_broker_start.log\)"
    ):
        stack.up(["kafka", "consumers"])

    assert {each.pid for each in stack.status()} == {None}


def test_programs_find_the_env_file_and_not_our_own_variables(folder):
    write = "import os, time; print(os.environ['STACK_ENV_FILE']); time.sleep(600)"
    app = App({"reader": ["{python}", "-u", "-c", write]}, [], [])
    stack = Stack(folder, environment={"STACK_ENV_FILE": "/elsewhere"}, app=app, durable=False)

    stack.up(["reader"])

    assert stack.programs[0].log.read_text() == f"{folder}/env\n"
