"""Who of those the product needs can be reached, asked with short time-outs."""

import socket
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connections
from django.utils import timezone
from redis import Redis, RedisError

from wms.platform.consumers.state import group_states
from wms.platform.databases import servers
from wms.platform.outbox.state import drained_at

TIMEOUT_S = 0.5
# Some beats; a drain that is busy says so itself at the end of each slot.
DRAIN_IS_LATE_AFTER = timedelta(seconds=30)


class Health(StrEnum):
    """How something is."""

    OK = "ok"
    DEGRADED = "degraded"
    DOWN = "down"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One thing the product stands on; ``detail`` says what is wrong with it."""

    name: str
    health: Health
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """Whether orders can be taken, and how the parts are."""

    health: Health
    parts: tuple[Part, ...]


def readiness() -> Readiness:
    """Return how the product is: down without PostgreSQL, degraded without the others.

    Without Redis, Kafka or Temporal orders are still taken; they go on when it is back. So they do
    without the server of a single context.
    """
    first, *more = servers()
    database = _ask("postgres", partial(_postgres, first), Health.DOWN)
    parts = (
        database,
        *(_ask(f"postgres of {each}", partial(_postgres, each), Health.DEGRADED) for each in more),
        *(_ask(name, probe, Health.DEGRADED) for name, probe in _OTHERS.items()),
    )
    if database.health is Health.DOWN:
        worst = Health.DOWN
    elif any(part.health is not Health.OK for part in parts):
        worst = Health.DEGRADED
    else:
        worst = Health.OK
    return Readiness(health=worst, parts=parts)


class _Silent(Exception):
    """A part that answers, and says that it does not do its work."""


def _ask(name: str, probe: Callable[[], None], otherwise: Health) -> Part:
    try:
        probe()
    except (OSError, DatabaseError, RedisError, _Silent) as error:
        # The message may hold addresses; whoever reads this has no login.
        detail = str(error) if isinstance(error, _Silent) else type(error).__name__
        return Part(name=name, health=otherwise, detail=detail)
    return Part(name=name, health=Health.OK)


def _postgres(server: str) -> None:
    with connections[server].cursor() as cursor:
        cursor.execute("SELECT 1")


def _redis() -> None:
    with closing(
        Redis.from_url(
            settings.REDIS_URL, socket_timeout=TIMEOUT_S, socket_connect_timeout=TIMEOUT_S
        )
    ) as redis:
        redis.ping()


def _kafka() -> None:
    _reach(settings.KAFKA_BOOTSTRAP_SERVERS.split(",")[0])


def _temporal() -> None:
    _reach(settings.TEMPORAL_ADDRESS)


def _drain() -> None:
    last = drained_at()
    if last is None:
        raise _Silent("never drained")
    late = timezone.now() - last
    if late > DRAIN_IS_LATE_AFTER:
        raise _Silent(f"last drained {late.total_seconds():.0f} s ago")


def _reach(address: str) -> None:
    place = urlsplit(f"//{address}")
    with socket.create_connection((place.hostname or "", place.port or 0), TIMEOUT_S):
        pass


def _consumers() -> None:
    away = [state.group for state in group_states() if not state.is_at_work]
    if away:
        raise _Silent(f"not at work: {', '.join(away)}")


_OTHERS = {
    "redis": _redis,
    "kafka": _kafka,
    "temporal": _temporal,
    "drain": _drain,
    "consumers": _consumers,
}
