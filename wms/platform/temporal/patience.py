"""Waiting for a Temporal server that is not there yet."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from wms.platform.observability.repeats import WithoutRepeats

logger = logging.getLogger(__name__)
# It is looked for every second, and says the same at length each time.
logger.addFilter(WithoutRepeats())

PAUSE_SECONDS = 1.0


async def until_reachable(
    connect: Callable[[], Awaitable[Client]], stop: asyncio.Event
) -> Client | None:
    """Return a client once the server answers, or None if asked to stop before."""
    while not stop.is_set():
        try:
            return await connect()
        except (RuntimeError, RPCError) as error:
            logger.warning("Temporal is not there yet: %s", error)
        try:
            await asyncio.wait_for(stop.wait(), PAUSE_SECONDS)
        except TimeoutError:
            continue
    return None


def went_away(error: RuntimeError | RPCError) -> bool:
    """Say whether a worker could not start because the server was there and is no more."""
    if isinstance(error, RPCError):
        return error.status is RPCStatusCode.UNAVAILABLE
    # What a worker raises if its first question is not answered has no class of its own.
    return "Worker validation failed" in str(error) and "code: Unavailable" in str(error)
