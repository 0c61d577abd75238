"""CPU of a command whose statements run in the role of its context, against one without roles."""

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import connections
from psycopg import ClientCursor

from benchmarks.figures import Figure, percentile
from benchmarks.goods import CLIENT, WAREHOUSE, code_of, order_of, stock_up
from wms.inventory import facade as inventory
from wms.kernel.ids import ClientId, OrderId
from wms.orders import facade as orders
from wms.orders.contracts import Address, NewOrder, NewOrderLine, Order, Priority, ReceiveOrder
from wms.orders.services.receive_order import receive_order
from wms.platform.postgresql.cursors import RoleCursor
from wms.platform.postgresql.roles import OWNER

SKUS = 200
LINES = 5
ROUNDS, CALLS = 120, 50
# What others do on the machine only adds to what is counted: the quiet rounds tell the most.
QUIET = 12
GOAL = 1.02
SERVER = "default"

Call = Callable[[], object]


def measure(part: float) -> list[Figure]:
    """Return the CPU of this process and its backend per call; ``part`` of the usual rounds.

    Both ways take turns on one connection, in an order that changes. Without roles the session is
    that of the owner of all tables, and no statement sets one.
    """
    stock_up(range(1, SKUS + 1))
    known = OrderId(receive().order_id)
    calls: dict[str, Call] = {
        "receive_order": receive,
        "reserve_stock": lambda: inventory.reserve_stock(order_of(_some_skus())),
        "get_order": partial(orders.get_order, order_id=known),
        "unknown_skus": lambda: inventory.unknown_skus(
            client_id=CLIENT, codes=map(code_of, _some_skus())
        ),
    }
    rounds = max(1, round(ROUNDS * part))
    return [_figure(name, *_compare(call, rounds)) for name, call in calls.items()]


def _figure(name: str, with_roles: float, without: float) -> Figure:
    peer = f"without roles (limit {GOAL})"
    return Figure(f"roles, {name}", with_roles, "us of CPU", peer, without)


def _compare(call: Call, rounds: int) -> tuple[float, float]:
    spent: dict[bool, list[float]] = {True: [], False: []}
    for _round in range(rounds + 1):
        for has_roles in random.sample((True, False), 2):
            with _session(has_roles=has_roles):
                spent[has_roles].append(_cpu_of(call))
    return percentile(spent[True][1:], QUIET), percentile(spent[False][1:], QUIET)


@contextmanager
def _session(*, has_roles: bool) -> Iterator[None]:
    """Let statements run as those of the app do, or all in a session of the owner."""
    if has_roles:
        yield
        return
    execute = RoleCursor.execute
    RoleCursor.execute = ClientCursor.execute  # type: ignore[assignment,method-assign]
    try:
        _ask(f"SET ROLE {OWNER}")
        yield
        _ask("RESET ROLE")
    finally:
        RoleCursor.execute = execute  # type: ignore[method-assign]


def _ask(statement: str) -> Any:
    with connections[SERVER].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone() if cursor.description else None


def _repeat(call: Call, times: int) -> None:
    for _time in range(times):
        call()


def _cpu_of(call: Call) -> float:
    """Return the microseconds of CPU that one call takes, here and at the server."""
    (backend,) = _ask("SELECT pg_backend_pid()")
    begun = _used(os.getpid()), _used(backend)
    _repeat(call, CALLS)
    ended = _used(os.getpid()), _used(backend)
    return sum(ended[n] - begun[n] for n in (0, 1)) / CALLS / 1_000


def _used(pid: int) -> int:
    """Return the nanoseconds that a process was on a CPU, as the kernel counts them."""
    if pid == os.getpid():
        return time.process_time_ns()
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])


def _some_skus() -> list[int]:
    return random.sample(range(1, SKUS + 1), LINES)


def receive(client_id: ClientId = CLIENT) -> Order:
    """Receive an order for some SKUs."""
    return receive_order(
        ReceiveOrder(
            client_id=client_id,
            warehouse_id=WAREHOUSE,
            actor="system:bench",
            order=NewOrder(
                external_ref=f"B-{uuid4().hex}",
                customer_id="bench",
                shipping_address=Address(
                    name="A. Person",
                    line1="1 Example Street",
                    city="Berlin",
                    postal_code="10115",
                    country="DE",
                ),
                lines=tuple(
                    NewOrderLine(line_no=line_no, sku=code_of(sku), quantity=1)
                    for line_no, sku in enumerate(_some_skus(), start=1)
                ),
                priority=Priority.NEXT_DAY,
            ),
        )
    )
