"""Telling sagas that there is news."""

import asyncio
from collections.abc import Iterable
from typing import Any

from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from wms.fulfillment.contracts import NewCancellation
from wms.fulfillment.starting import saga_of
from wms.kernel.ids import OrderId
from wms.orders import facade as orders
from wms.orders.contracts import OrderNotFound
from wms.platform.temporal.bridge import bridge

AT_ONCE = 32
PATIENCE_SECONDS = 60.0


class SagaMissing(Exception):
    """An order that is not finished has no running saga; after some tries a person has to look."""


def tell(order_id: OrderId, signal: str, *news: NewCancellation) -> None:
    """Signal the saga of an order.

    Raises:
        SagaMissing: there is no running saga, though the order is not finished.
        TemporalUnavailable: the server did not answer in time.
    """
    tell_all([order_id], signal, *news)


def tell_all(order_ids: Iterable[OrderId], signal: str, *news: NewCancellation) -> None:
    """Signal the sagas of many orders, some at once; who was told before a fault is told again.

    Raises:
        SagaMissing: one that is not finished has no running saga; the others were told.
        TemporalUnavailable: the server did not answer in time.
    """
    listed = tuple(order_ids)
    missing = bridge.call(
        lambda client: _signal_all(client, listed, signal, news), patience=PATIENCE_SECONDS
    )
    stranded = [order_id for order_id in missing if not _is_finished(order_id)]
    if stranded:
        raise SagaMissing(f"no saga runs for {len(stranded)} orders, the first is {stranded[0]}")


async def _signal_all(
    client: Client, order_ids: tuple[OrderId, ...], signal: str, news: tuple[Any, ...]
) -> list[OrderId]:
    """Return the orders that have no running saga."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def signal_one(order_id: OrderId) -> None:
        async with turn:
            saga = saga_of(client, order_id)
            await saga.signal(signal, args=news)

    results = await asyncio.gather(*map(signal_one, order_ids), return_exceptions=True)
    missing = []
    for order_id, fault in zip(order_ids, results, strict=True):
        if isinstance(fault, RPCError) and fault.status is RPCStatusCode.NOT_FOUND:
            missing.append(order_id)
        elif isinstance(fault, BaseException):
            raise fault
    return missing


def _is_finished(order_id: OrderId) -> bool:
    try:
        return orders.get_order_status(order_id=order_id).is_finished
    except OrderNotFound:
        return False
