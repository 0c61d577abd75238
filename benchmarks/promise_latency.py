"""From the commit of an order to the commit of its reservation, at a steady rate."""

import time
from concurrent.futures import ThreadPoolExecutor

import psycopg

from benchmarks.databases import AS_OWNER
from benchmarks.figures import Figure, percentile
from benchmarks.orders import Poster, new_order

ORDERS_PER_SECOND = 20
SECONDS = 20
GOAL_MS = 50.0
PATIENCE_SECONDS = 60

# Both times are taken just before their commits, by the same clock.
QUERY = """
SELECT extract(epoch FROM reserved.occurred_at - received.occurred_at) * 1000
FROM orders.event_log received
JOIN inventory.event_log reserved
  ON reserved.partition_key = received.partition_key
 AND reserved.event_type = 'wms.inventory.stock-reserved'
WHERE received.event_type = 'wms.order.received' AND received.occurred_at >= to_timestamp(%s)
"""


def measure(url: str, token: str, database: str) -> list[Figure]:
    """Return p50, p95 and p99 in milliseconds; the goal for p50 stands beside it."""
    poster = Poster(url, token)
    begun = time.time()
    _post_steadily(poster)
    taken = _wait_for(database, begun, ORDERS_PER_SECOND * SECONDS)
    return [
        Figure("order to reservation, p50", percentile(taken, 50), "ms", "goal", GOAL_MS),
        Figure("order to reservation, p95", percentile(taken, 95), "ms"),
        Figure("order to reservation, p99", percentile(taken, 99), "ms"),
    ]


def _post_steadily(poster: Poster) -> None:
    begun = time.perf_counter()
    with ThreadPoolExecutor(4) as pool:
        posted = []
        for n in range(ORDERS_PER_SECOND * SECONDS):
            time.sleep(max(0.0, begun + n / ORDERS_PER_SECOND - time.perf_counter()))
            posted.append(pool.submit(poster.post, new_order(n)))
        for each in posted:
            each.result()


def _wait_for(database: str, begun: float, count: int) -> list[float]:
    deadline = time.monotonic() + PATIENCE_SECONDS
    with psycopg.connect(database, options=AS_OWNER, autocommit=True) as connection:
        while True:
            taken = [float(ms) for (ms,) in connection.execute(QUERY, [begun])]
            if len(taken) == count:
                return taken
            if time.monotonic() > deadline:
                raise RuntimeError(f"only {len(taken)} of {count} orders were reserved in time")
            time.sleep(0.5)
