"""An order to fulfil, and waiting for its saga."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from wms.fulfillment.saga.contracts.orders import FulfillOrder, Limits
from wms.fulfillment.saga.runs.start import Fulfillment
from wms.fulfillment.saga.workflow.workflow import OrderFulfillmentWorkflow
from wms.inventory.contracts import StockLine
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.orders.contracts import Priority, ShippingPolicy

LIMITS = Limits(
    backorder=timedelta(days=3),
    wave=timedelta(hours=4),
    floor=timedelta(hours=8),
    carrier_attempts=3,
)


def an_order(
    limits: Limits = LIMITS, *, policy: ShippingPolicy = ShippingPolicy.SHIP_COMPLETE
) -> FulfillOrder:
    return FulfillOrder(
        order_id=OrderId(uuid4()),
        client_id=ClientId(uuid4()),
        warehouse_id=WarehouseId(uuid4()),
        number="O-1",
        priority=Priority.STANDARD,
        country="DE",
        lines=(
            StockLine(line_no=1, sku="BOLT-M8", quantity=3),
            StockLine(line_no=2, sku="NUT-M8", quantity=2),
        ),
        limits=limits,
        shipping_policy=policy,
    )


async def until(is_so: Callable[[], bool]) -> None:
    """Return once something is so that happens in a thread of a worker."""
    while not is_so():  # noqa: ASYNC110 - steps are plain threads, which set no asyncio.Event
        await asyncio.sleep(0.01)


async def until_waits_for(saga: Fulfillment, what: str) -> None:
    """Return once the saga waits for something."""
    while (await saga.query(OrderFulfillmentWorkflow.status)).waits_for != what:  # noqa: ASYNC110 - the saga tells only when asked
        await asyncio.sleep(0.01)
