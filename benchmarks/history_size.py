"""Whether lists, figures and reports take as long after a million orders as after ten thousand."""

import logging
import random
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.test import Client
from django.utils import timezone

import benchmarks.ready  # noqa: F401 - before the models
from benchmarks.day import ORDERS, SKUS
from benchmarks.figures import Figure, percentile
from benchmarks.million import FEW, MANY, with_history
from benchmarks.stock_size import process_on
from demo.machine import CLIENT
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewToken

LIMIT = 1.3
TURNS, SAMPLES_IN_A_TURN = 30, 8
# Days that both histories have: the small one is of less than four.
DAYS = 3

Taken = dict[str, list[float]]


def measure(part: float, report: Callable[[str], None]) -> list[Figure]:
    """Return milliseconds per request after many orders beside those after few.

    Both take turns, through everything but the web server and the cache. ``part`` of the usual
    orders are there, and of the usual turns taken.
    """
    orders = max(FEW, round(MANY * part))

    def compare(addresses: dict[int, str]) -> list[Figure]:
        with process_on(addresses[FEW]) as with_few, process_on(addresses[orders]) as with_many:
            both = {FEW: with_few, orders: with_many}
            taken: dict[int, Taken] = {size: {} for size in both}
            for pool, size in ((each, size) for size, each in both.items()):
                pool.submit(latencies, size).result()
            for _turn in range(max(3, round(TURNS * part))):
                for size, pool in both.items():
                    for what, some in pool.submit(latencies, size).result().items():
                        taken[size].setdefault(what, []).extend(some)
        return [
            Figure(
                f"{what} after {orders:,} orders, p{percent}",
                percentile(taken[orders][what], percent),
                "ms",
                f"after {FEW:,} (limit {LIMIT})",
                percentile(taken[FEW][what], percent),
            )
            for what in taken[FEW]
            for percent in (50, 95)
        ]

    figures: list[Figure] = with_history(orders, report, compare)
    return figures


_http: dict[str, Client] = {}


def latencies(orders: int) -> Taken:
    """Return how many milliseconds each request took, in turns, about orders picked by chance."""
    if not _http:
        settings.CACHE_URL = ""
        logging.getLogger("wms.access").setLevel(logging.WARNING)
        settings.API_REQUESTS_PER_MINUTE = 10**9
        new = NewToken(client=CLIENT, role="supervisor", name=uuid4().hex)
        secret = tenancy.create_token(new).token
        _http["client"] = Client(headers={"Authorization": f"Bearer {secret}"})
    taken: Taken = {}
    for _sample in range(SAMPLES_IN_A_TURN):
        for what, (path, query) in _requests(orders // ORDERS).items():
            begun = time.perf_counter()
            answer = _http["client"].get(f"/api/v1/{path}", query)
            if answer.status_code != 200:
                raise RuntimeError(f"{path} {query} is answered {answer.status_code}")
            _ = b"".join(answer) if answer.streaming else answer.content
            taken.setdefault(what, []).append((time.perf_counter() - begun) * 1000)
    return taken


def _requests(days: int) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return the requests, by what they are."""
    day = random.randint(1, days)
    # One order alone is found by this, however many there are: day 1 is the beginning of day 10.
    whole = random.randint(days // 10 + 1, days)
    begin = timezone.now() - timedelta(hours=random.uniform(24, DAYS * 24))
    period = {"since": begin.isoformat(), "until": (begin + timedelta(days=1)).isoformat()}
    both = {"status": ["completed", "cancelled"]}
    reported = {"since": begin.date().isoformat(), "until": begin.date().isoformat()}
    return {
        "orders, newest": ("orders", {}),
        "orders of two statuses": ("orders", both),
        "order by number": ("orders", {"number": f"O-{1 + day * 1000:06d}"}),
        "order views by a part of a word": ("order-views", {"search": f"SHOP-03-A.{whole}"}),
        "order views of two statuses": ("order-views", both),
        "order views by day to ship": ("order-views", {"sort": "ship_by"}),
        "pick tasks that are done": ("pick-tasks", {"status": "completed"}),
        "shipments": ("shipments", {}),
        "stock of a SKU": (f"stock/{random.choice(SKUS)}.{day}", {}),
        "movements of a SKU": ("movements", {"sku": f"{random.choice(SKUS)}.{day}"}),
        "throughput of a day": ("analytics/throughput", period),
        "stages of a day": ("analytics/stages", period),
        "punctuality of a day": ("analytics/punctuality", period),
        "waves of a day": ("analytics/waves", period),
        "pickers of a day": ("analytics/pickers", period),
        "backlog": ("analytics/backlog", {}),
        "report of a day's orders": ("reports/orders", reported),
        "report of a day's movements": ("reports/movements", reported),
    }
