"""Health: alive without anybody, ready with PostgreSQL, honest about the rest."""

import socket
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client as Browser
from django.utils import timezone

from wms.platform.consumers.models import MemberMark
from wms.platform.kafka.groups import subscribers, topics_of
from wms.platform.outbox.marks import DrainMark
from wms.platform.outbox.outboxes import outboxes

READY = "/health/ready"


@pytest.fixture
def nowhere(settings):
    """Lead to ports at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        settings.REDIS_URL = f"redis://{address}/0"
        settings.KAFKA_BOOTSTRAP_SERVERS = address
        settings.TEMPORAL_ADDRESS = address
        yield address


@pytest.fixture
def listener(settings):
    """Lead Kafka and Temporal to a port at which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"127.0.0.1:{server.getsockname()[1]}"
        settings.KAFKA_BOOTSTRAP_SERVERS = settings.TEMPORAL_ADDRESS = address
        yield


def drained(ago):
    at = timezone.now() - ago
    DrainMark.objects.all().delete()
    DrainMark.objects.bulk_create(
        DrainMark(outbox=outbox.name, drained_at=at) for outbox in outboxes()
    )


def at_work(ago, *, but=""):
    at = timezone.now() - ago
    MemberMark.objects.all().delete()
    MemberMark.objects.bulk_create(
        MemberMark(
            member=uuid4(),
            group=each.group,
            lags={topic: {"0": 0} for topic in topics_of(each)},
            seen_at=at,
        )
        for each in subscribers()
        if each.group != but
    )


def test_alive_asks_nobody(client):
    answer = client.get("/health/live")  # without the mark, a query would fail the test

    assert (answer.status_code, answer.json()) == (200, {"health": "ok"})


def parts(answer):
    return {part["name"]: part["health"] for part in answer.json()["parts"]}


@pytest.mark.django_db
def test_all_well(redis_url, listener):
    drained(timedelta(seconds=1))
    at_work(timedelta(seconds=1))

    answer = Browser().get(READY)

    assert (answer.status_code, answer.json()["health"]) == (200, "ok")
    assert set(parts(answer).values()) == {"ok"}
    assert set(parts(answer)) == {"postgres", "redis", "kafka", "temporal", "drain", "consumers"}


@pytest.mark.django_db
def test_orders_are_taken_without_the_others(nowhere):
    answer = Browser().get(READY)

    assert (answer.status_code, answer.json()["health"]) == (200, "degraded")
    assert parts(answer) == {
        "postgres": "ok",
        "redis": "degraded",
        "kafka": "degraded",
        "temporal": "degraded",
        "drain": "degraded",
        "consumers": "degraded",
    }
    assert nowhere not in answer.content.decode()


@pytest.mark.django_db
def test_a_deaf_drain_is_noticed(redis_url, listener):
    drained(timedelta(seconds=31))

    assert parts(Browser().get(READY))["drain"] == "degraded"


@pytest.mark.django_db
def test_consumers_that_are_not_at_work_are_named(redis_url, listener):
    drained(timedelta(seconds=1))
    at_work(timedelta(seconds=1), but="waving")

    answer = Browser().get(READY)

    assert (answer.status_code, answer.json()["health"]) == (200, "degraded")
    (found,) = (part for part in answer.json()["parts"] if part["name"] == "consumers")
    assert found == {
        "name": "consumers",
        "health": "degraded",
        "detail": "not at work: waving",
    }


@pytest.mark.django_db(transaction=True)
def test_not_ready_without_postgres(nowhere, monkeypatch):
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "PORT", nowhere.rpartition(":")[2])

    answer = Browser().get(READY)

    assert (answer.status_code, answer.json()["health"]) == (503, "down")
    assert nowhere not in answer.content.decode()
