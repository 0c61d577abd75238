"""Orders read by their id, through the cache and past it, against a view that does nothing."""

import random
import time
from collections.abc import Callable

from django.conf import settings
from django.test import Client

import benchmarks.ready  # noqa: F401 - before the models
from benchmarks.figures import Figure, percentile
from benchmarks.goods import stock_up
from benchmarks.roles import SKUS, receive
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewClient, NewToken

ROUNDS, CALLS = 60, 50
ORDERS = 20
# What others do on the machine only adds to what is measured: the quiet rounds tell the most.
QUIET = 12
GOAL = 0.5


def measure(part: float) -> list[Figure]:
    """Return requests per second in one thread; ``part`` of the usual rounds.

    All ways take turns, and go through everything but the web server: middleware, token, scopes.
    """
    settings.ROOT_URLCONF = "benchmarks.empty_view"
    cache = settings.CACHE_URL or settings.REDIS_URL
    stock_up(range(1, SKUS + 1))
    client = tenancy.create_client(NewClient(code="bench"))
    token = tenancy.create_token(NewToken(client="bench", role="supervisor", name="bench")).token
    http = Client(headers={"Authorization": f"Bearer {token}"})
    urls = [f"/api/v1/orders/{receive(client.client_id).order_id}" for _ in range(ORDERS)]

    def through_the_cache() -> None:
        settings.CACHE_URL = cache
        _read(http, urls)

    def past_the_cache() -> None:
        settings.CACHE_URL = ""
        _read(http, urls)

    ways = {
        "cached": through_the_cache,
        "uncached": past_the_cache,
        "empty": lambda: _read(http, ["/empty"]),
    }
    through_the_cache()
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _round in range(max(2, round(ROUNDS * part))):
        for name in random.sample(sorted(ways), len(ways)):
            seconds[name].append(_seconds_of(ways[name]))
    rates = {name: CALLS / percentile(each, QUIET) for name, each in seconds.items()}
    peer = f"an empty view (goal {GOAL})"
    return [
        Figure("orders by id, cached", rates["cached"], "reads/s", peer, rates["empty"]),
        Figure(
            "orders by id, uncached", rates["uncached"], "reads/s", "an empty view", rates["empty"]
        ),
    ]


def _seconds_of(way: Callable[[], None]) -> float:
    begun = time.perf_counter()
    way()
    return time.perf_counter() - begun


def _read(http: Client, urls: list[str]) -> None:
    for number in range(CALLS):
        answer = http.get(urls[number % len(urls)])
        if answer.status_code != 200:
            raise RuntimeError(f"a read is answered {answer.status_code}")
