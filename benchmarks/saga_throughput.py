"""Orders through the whole saga, against an empty workflow of the same shape on the same server."""

import asyncio
import threading
import time

import psycopg

from benchmarks.databases import AS_OWNER
from benchmarks.empty_workflow import rate
from benchmarks.figures import Figure
from benchmarks.orders import new_order
from demo.api import Api
from demo.crew import Crew, Shift, Tools
from demo.intake import post_orders

ORDERS = 150
PATIENCE_SECONDS = 300

QUERY = """
SELECT count(*), extract(epoch FROM max(occurred_at) - (
    SELECT min(occurred_at) FROM orders.event_log
    WHERE event_type = 'wms.order.received' AND occurred_at >= to_timestamp(%s)))
FROM orders.event_log
WHERE event_type = 'wms.order.completed' AND occurred_at >= to_timestamp(%s)
"""


def measure(url: str, tokens: dict[str, str], database: str) -> float:
    """Return orders per second from the first one received to the last one completed."""
    apis = {role: Api(url, token) for role, token in tokens.items()}
    shift = Shift(max_wave_orders=50)
    shift.waves_may_start.set()
    crew = Crew(
        Tools(supervisor=apis["supervisor"], picker=apis["picker"], packer=apis["packer"]), shift
    )
    begun = time.time()
    crew.start()
    try:
        orders = [new_order(n) for n in range(ORDERS)]
        post_orders(apis["integrator"], orders, lambda _order: None, threading.Event())
        return ORDERS / _seconds_until_completed(database, begun)
    finally:
        crew.stop()
        for api in apis.values():
            api.close()


def against_empty(whole: float, temporal: str) -> list[Figure]:
    """Return the figure, beside the empty workflow; nothing else should be running now."""
    empty = asyncio.run(rate(temporal, ORDERS))
    return [Figure("the whole saga, robots included", whole, "orders/s", "empty workflow", empty)]


def _seconds_until_completed(database: str, begun: float) -> float:
    deadline = time.monotonic() + PATIENCE_SECONDS
    with psycopg.connect(database, options=AS_OWNER, autocommit=True) as connection:
        while True:
            count, seconds = connection.execute(QUERY, [begun, begun]).fetchall()[0]
            if count >= ORDERS:
                return float(seconds)
            if time.monotonic() > deadline:
                raise RuntimeError(f"only {count} of {ORDERS} orders were completed in time")
            time.sleep(0.5)
