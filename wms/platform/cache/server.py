"""The Redis that the cache is in: asked with little patience, and left alone while it is away."""

import logging
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from django.conf import settings
from redis import ConnectionError as NoConnection
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from wms.platform.cache.breaker import Breaker
from wms.platform.cache.counters import FAULTS

logger = logging.getLogger(__name__)

AnswerT = TypeVar("AnswerT")

FAILURES = 3
PAUSE_SECONDS = 1.0

breaker = Breaker(failures=FAILURES, pause=PAUSE_SECONDS)


class CacheAway(Exception):
    """The cache does not answer, or was not asked because it did not lately."""


def is_used() -> bool:
    """Return whether there is a cache: ``CACHE_URL`` may be empty."""
    return bool(settings.CACHE_URL)


def ask(question: Callable[[Redis], AnswerT]) -> AnswerT:
    """Return the answer of the cache.

    Raises:
        CacheAway: there is none, within ``CACHE_PATIENCE`` seconds for each message.
    """
    if not breaker.may_ask():
        raise CacheAway
    try:
        answer = question(_connected(settings.CACHE_URL, settings.CACHE_PATIENCE))
    except RedisError as error:
        was_open = breaker.is_open
        breaker.failed()
        FAULTS.inc()
        if breaker.is_open and not was_open:
            logger.warning("the cache does not answer and is left alone", exc_info=error)
        raise CacheAway from error
    breaker.answered()
    return answer


@cache
def _connected(url: str, patience: float) -> Redis:
    client: Redis = Redis.from_url(
        url,
        socket_timeout=patience,
        socket_connect_timeout=patience,
        # A connection that the server has closed meanwhile says nothing about the server.
        retry=Retry(NoBackoff(), 1, supported_errors=(NoConnection,)),
    )
    return client
