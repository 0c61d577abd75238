"""Lines that say the same again and again are written now and then."""

import asyncio
import logging

import pytest

from wms.platform.kafka.connection import client_settings
from wms.platform.observability import repeats
from wms.platform.temporal import patience


@pytest.fixture
def moment(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    return now


def written(without: repeats.WithoutRepeats, *texts: str) -> list[str]:
    lines = [logging.LogRecord("x", logging.ERROR, "", 0, text, None, None) for text in texts]
    return [line.getMessage() for line in lines if without.filter(line)]


def test_lines_alike_but_for_their_figures_are_written_once(moment):
    without = repeats.WithoutRepeats()

    assert written(without, "away after 1 ms", "away after 22 ms", "back") == [
        "away after 1 ms",
        "back",
    ]


def test_after_a_while_it_is_said_again(moment):
    without = repeats.WithoutRepeats()
    written(without, "away")

    moment[0] += repeats.QUIET_SECONDS

    assert written(without, "away", "away") == ["away"]


def test_what_it_remembers_is_bounded(moment):
    without = repeats.WithoutRepeats()
    kinds = ["k" * n for n in range(1, repeats.MOST_KINDS + 2)]

    assert written(without, *kinds) == kinds
    assert len(without._last) <= repeats.MOST_KINDS


def test_a_client_of_kafka_logs_through_it():
    filters = client_settings("x")["logger"].filters

    assert any(isinstance(each, repeats.WithoutRepeats) for each in filters)


async def test_a_temporal_that_stays_away_is_said_once(monkeypatch, caplog):
    monkeypatch.setattr(patience, "PAUSE_SECONDS", 0.001)
    stop = asyncio.Event()
    tries = iter([1, 2])

    async def connect():
        port = next(tries, None)
        if port is None:
            stop.set()
        raise RuntimeError(f"nobody at port {port or 3}")

    assert await patience.until_reachable(connect, stop) is None

    assert caplog.messages == ["Temporal is not there yet: nobody at port 1"]
