"""Calling Temporal from threads that know no event loop: views, consumers, commands."""

import asyncio
import os
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.conf import settings
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from wms.platform.current_actor import acting, current_actor
from wms.platform.database import is_web
from wms.platform.temporal.client import connect
from wms.platform.tracing import current_request_id, request_id

AnswerT = TypeVar("AnswerT")
Work = Callable[[Client], Awaitable[AnswerT]]

PATIENCE_SECONDS = 10.0
# Longer than the work itself has, by this part of it: it ends by its own time-out.
GRACE = 0.1
_AWAY = frozenset(
    {
        RPCStatusCode.UNAVAILABLE,
        RPCStatusCode.DEADLINE_EXCEEDED,
        RPCStatusCode.CANCELLED,
        RPCStatusCode.RESOURCE_EXHAUSTED,
    }
)

_NOBODY_THERE = "Failed client connect"


class TemporalUnavailable(ConnectionError):
    """Temporal did not answer in time; the same call may be made again."""


class Bridge:
    """One event loop in a thread of its own, with one client, for all threads of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pid = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._client: Client | None = None
        self._place = ("", "")
        self._waiting = 0

    def call(self, work: Work[AnswerT], *, patience: float = PATIENCE_SECONDS) -> AnswerT:
        """Do some work with the client and return its answer, within ``patience`` seconds.

        Requests are less patient (``WEB_TEMPORAL_PATIENCE``), and only some threads of a web
        process wait at once (``WEB_TEMPORAL_WAITING``): the others answer whoever else asks.

        Raises:
            TemporalUnavailable: the server could not be reached, or not in time, or enough
                requests wait for it already.
            RPCError: the server refused.
        """
        if not is_web():
            return self._call(work, patience)
        with self._turn():
            return self._call(work, min(patience, settings.WEB_TEMPORAL_PATIENCE))

    @contextmanager
    def _turn(self) -> Iterator[None]:
        with self._lock:
            if self._waiting >= settings.WEB_TEMPORAL_WAITING:
                raise TemporalUnavailable(f"{self._waiting} requests wait for it already")
            self._waiting += 1
        try:
            yield
        finally:
            with self._lock:
                self._waiting -= 1

    def _call(self, work: Work[AnswerT], patience: float) -> AnswerT:
        known, actor = current_request_id(), current_actor()

        async def run() -> AnswerT:
            with request_id(known), acting(actor):
                async with asyncio.timeout(patience):
                    return await work(await self._connected())

        future = asyncio.run_coroutine_threadsafe(run(), self._running_loop())
        try:
            return future.result(patience * (1 + GRACE))
        except TimeoutError as error:
            future.cancel()
            raise TemporalUnavailable(f"no answer in {patience:g} seconds") from error
        except RPCError as error:
            if error.status in _AWAY:
                raise TemporalUnavailable(str(error)) from error
            raise
        except RuntimeError as error:
            # What the first call of a lazy client raises if nobody is there; it has no class.
            if _NOBODY_THERE in str(error):
                raise TemporalUnavailable(str(error)) from error
            raise

    async def _connected(self) -> Client:
        place = (settings.TEMPORAL_ADDRESS, settings.TEMPORAL_NAMESPACE)
        if self._client is None or self._place != place:
            self._client, self._place = await connect(lazy=True), place
        return self._client

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            # Threads do not survive a fork, so that a child process starts its own.
            if self._loop is None or self._pid != os.getpid():
                self._loop, self._client, self._pid = asyncio.new_event_loop(), None, os.getpid()
                threading.Thread(
                    target=self._loop.run_forever, name="temporal-bridge", daemon=True
                ).start()
            return self._loop


bridge = Bridge()
