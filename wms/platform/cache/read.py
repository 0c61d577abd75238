"""Reads through the cache: from it if it knows, else from the database, once for all who ask."""

import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import Any, Final

from django.conf import settings
from pydantic import TypeAdapter
from pydantic_core import to_json

from wms.kernel.errors import NotFound
from wms.platform.cache import entries
from wms.platform.cache.counters import READS
from wms.platform.cache.entries import Lease, Place
from wms.platform.cache.server import CacheAway, ask, is_used

# As long as a lease lasts: whoever had it has not come back.
WAIT_SECONDS: Final = entries.LEASE_MS / 1_000
POLL_SECONDS: Final = (0.005, 0.050)
_FOUND, _MISSING = b"+", b"-"


class Outcome(StrEnum):
    """Where an answer is from: the cache, the database by way of it, or the database past it."""

    HIT = "hit"
    MISS = "miss"
    BYPASS = "bypass"


@dataclass(frozen=True, kw_only=True)
class Read:
    """A question about one thing.

    ``load`` asks the database and raises ``missing``, and nothing else, where there is nothing.
    ``variant`` is all that the answer depends on beside the thing: who asks, and for what of it.
    """

    contract: Any
    tag: str
    variant: str
    load: Callable[[], Any]
    missing: type[NotFound]


class _Garbage(Exception):
    """What lies in the cache is none of ours."""


def read_through(question: Read, *, past: bool = False) -> tuple[bytes, Outcome]:
    """Return the answer as JSON, and where it is from.

    Args:
        question: what is asked.
        past: whether the cache may not be believed now.

    Raises:
        NotFound: there is no such thing, be that known from the cache or not.
    """
    try:
        payload, outcome = _payload(question, past=past)
    except CacheAway:
        payload, outcome = _load(question), Outcome.BYPASS
    READS.labels(_name(question.contract), outcome).inc()
    kind, content = payload[:1], payload[1:]
    if kind == _MISSING:
        raise question.missing(content.decode())
    return content, outcome


def _payload(question: Read, *, past: bool) -> tuple[bytes, Outcome]:
    if past or not is_used():
        return _load(question), Outcome.BYPASS
    place = Place(question.tag, f"{_shape(question.contract)} {question.variant}")
    holder = secrets.token_hex(8)
    deadline = time.monotonic() + WAIT_SECONDS
    pause, longest = POLL_SECONDS
    try:
        while True:
            known = _known(place)
            if known is not None:
                return known, Outcome.HIT
            taken = ask(lambda redis: entries.take_lease(redis, place, holder))
            if taken is Lease.OURS:
                return _load_and_keep(question, place, holder), Outcome.MISS
            if time.monotonic() > deadline:
                return _load(question), Outcome.BYPASS
            if taken is Lease.OTHERS:
                time.sleep(pause)
                pause = min(2 * pause, longest)
    except _Garbage:
        return _load(question), Outcome.BYPASS


def _known(place: Place) -> bytes | None:
    found = ask(lambda redis: entries.find(redis, place))
    if found is None:
        return None
    payload = entries.unseal(place, found)
    if payload is None:
        ask(lambda redis: redis.unlink(place.name))
        raise _Garbage
    return payload


def _load_and_keep(question: Read, place: Place, holder: str) -> bytes:
    payload = _load(question)
    seconds = settings.CACHE_MISSING_SECONDS if payload[:1] == _MISSING else None
    sealed = entries.seal(place, payload)
    with suppress(CacheAway):  # then it is read again
        ask(lambda redis: entries.keep(redis, place, holder, sealed, seconds))
    return payload


def _load(question: Read) -> bytes:
    try:
        return _FOUND + to_json(question.load())
    except question.missing as refusal:
        return _MISSING + str(refusal).encode()


@cache
def _shape(contract: Any) -> str:
    """Return the version of a contract: no other form of it is read from what this one keeps."""
    schema = TypeAdapter(contract).json_schema(mode="serialization")
    return f"{_name(contract)} {sha256(to_json(schema)).hexdigest()[:12]}"


def _name(contract: Any) -> str:
    name: str = contract.__name__
    return name
