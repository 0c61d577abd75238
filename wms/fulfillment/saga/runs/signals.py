"""Signals to sagas that there is news, also to those that do not run yet."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid5

from temporalio.client import Client
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from wms.fulfillment.exceptions.commands.raise_exception import raise_exception
from wms.fulfillment.exceptions.contracts.exceptions import RaiseException
from wms.fulfillment.saga.contracts.cancellations import NewCancellation
from wms.fulfillment.saga.runs.dead_runs import put_before_a_person
from wms.fulfillment.saga.runs.intake import order_to_fulfil
from wms.fulfillment.saga.runs.start import saga_of, start_with
from wms.kernel.ids import ClientId, OrderId
from wms.kernel.text import Text
from wms.orders import facade as orders
from wms.orders.contracts import OrderNotFound
from wms.platform.temporal.bridge import bridge
from wms.platform.tenancy import facade as tenancy

AT_ONCE = 32
PATIENCE_SECONDS = 60.0
UNKNOWN_ORDER = "unknown_order"
"""The kind of exception of news about an order that nobody knows."""

Owners = Mapping[OrderId, ClientId | None]
logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class News:
    """A signal, and what it brings."""

    signal: Text
    brings: tuple[Any, ...] = ()


def signal_saga(
    order_id: OrderId, client_id: ClientId, signal: str, *brings: NewCancellation
) -> None:
    """Signal the saga of an order, which is started if it does not run yet.

    Raises:
        TemporalUnavailable: the server did not answer in time.
    """
    signal_sagas({order_id: client_id}, signal, *brings)


def signal_sagas(owners: Owners, signal: str, *brings: NewCancellation) -> None:
    """Signal the sagas of many orders, some at once; those before a fault are signalled again.

    A signal may come before the order itself: the saga is then started with it. News for an order
    that is finished is dropped. An order that nobody knows, and one whose saga ended before it,
    come before a person. Where nothing says whose an unknown order is,
    every client sees it.

    Raises:
        TemporalUnavailable: the server did not answer in time.
    """
    news = News(signal=signal, brings=brings)
    for order_id in _all(owners, lambda client, each: _signal(client, each, news)):
        _begin(order_id, owners[order_id], news)


def _all(
    order_ids: Iterable[OrderId], signal_one: Callable[[Client, OrderId], Awaitable[bool]]
) -> list[OrderId]:
    """Return the orders that have no running saga."""
    listed = tuple(order_ids)

    async def work(client: Client) -> list[OrderId]:
        turn = asyncio.Semaphore(AT_ONCE)

        async def in_turn(order_id: OrderId) -> bool:
            async with turn:
                return await signal_one(client, order_id)

        results = await asyncio.gather(*map(in_turn, listed), return_exceptions=True)
        for result in results:
            if isinstance(result, BaseException):
                raise result
        return [
            each for each, is_signalled in zip(listed, results, strict=True) if not is_signalled
        ]

    return bridge.call(work, patience=PATIENCE_SECONDS)


async def _signal(client: Client, order_id: OrderId, news: News) -> bool:
    """Signal a saga; return whether it runs."""
    try:
        await saga_of(client, order_id).signal(news.signal, args=news.brings)
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return False
    return True


def _begin(order_id: OrderId, client_id: ClientId | None, news: News) -> None:
    """Start the saga of an order with its first news."""
    try:
        order = orders.get_order(order_id=order_id)
    except OrderNotFound:
        concerned = [each.client_id for each in tenancy.list_clients()]
        for each in concerned if client_id is None else [client_id]:
            _raise_unknown(order_id, each, news)
        return
    if order.status.is_finished:
        return
    work = order_to_fulfil(order)
    try:
        bridge.call(lambda client: start_with(client, work, news.signal, news.brings))
    except WorkflowAlreadyStartedError:
        put_before_a_person(order)
    else:
        logger.info("the saga of %s runs since the signal %s", order.number, news.signal)


def _raise_unknown(order_id: OrderId, client_id: ClientId, news: News) -> None:
    raise_exception(
        RaiseException(
            exception_id=uuid5(order_id, f"{UNKNOWN_ORDER}/{client_id}"),
            client_id=client_id,
            kind=UNKNOWN_ORDER,
            subject=str(order_id),
            message=f"{news.signal} was said of an order that does not exist",
        )
    )
