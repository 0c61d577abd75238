"""A small day in the warehouse that really happens: what a large history is made of."""

import threading
import time
from collections.abc import Callable
from typing import Any

from demo.api import Api
from demo.crew import Crew, Shift, Tools
from demo.intake import post_orders
from demo.machine import Machine
from demo.places import FIXED_PLACES

ORDERS = 10
SKUS = ("SKU-ANVIL", "SKU-BRACKET", "SKU-CLAMP", "SKU-DRILL")
UNITS = 500
CANCELLED = 1
PATIENCE_SECONDS = 120
ENDED = frozenset({"completed", "cancelled"})


def live_through(machine: Machine, tokens: dict[str, str]) -> None:
    """Receive goods, take orders in, and see each to its end.

    Raises:
        RuntimeError: an order does not come to its end in time.
    """
    apis = {role: Api(machine.addresses.web, token) for role, token in tokens.items()}
    try:
        _receive(apis["supervisor"])
        shift = Shift(max_wave_orders=ORDERS)
        crew = Crew(
            Tools(supervisor=apis["supervisor"], picker=apis["picker"], packer=apis["packer"]),
            shift,
        )
        orders = _post(apis["integrator"])
        for order_id in orders[:CANCELLED]:
            apis["supervisor"].post(f"orders/{order_id}/cancel", {"reason": "a change of mind"})
        wait(lambda: _is_all(apis["supervisor"], {"reserved", "cancelled"}))
        shift.waves_may_start.set()
        crew.start()
        try:
            wait(lambda: _is_all(apis["supervisor"], ENDED))
        finally:
            crew.stop()
        wait(lambda: _is_told(apis["supervisor"]))
    finally:
        for api in apis.values():
            api.close()


def wait(is_so: Callable[[], bool]) -> None:
    """Look until something is so.

    Raises:
        RuntimeError: it is not in two minutes.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        if time.monotonic() > deadline:
            raise RuntimeError("the day does not come to its end")
        time.sleep(0.3)


def _receive(api: Api) -> None:
    for place in FIXED_PLACES:
        api.post("locations", place)
    for sku in SKUS:
        api.post("skus", {"code": sku, "description": sku.lower(), "weight_grams": 350})
        api.post("locations", {"code": f"BIN-{sku}", "kind": "pick", "zone": "A"})
    lines = [{"sku": sku, "location": f"BIN-{sku}", "quantity": UNITS} for sku in SKUS]
    api.post("receipts", {"reference": "DELIVERY-ONE", "lines": lines})


def _post(api: Api) -> list[str]:
    posted: list[dict[str, Any]] = []
    bodies = [_order(number) for number in range(ORDERS)]
    post_orders(api, bodies, posted.append, threading.Event())
    return [each["order_id"] for each in sorted(posted, key=lambda each: each["external_ref"])]


def _order(number: int) -> dict[str, Any]:
    return {
        "external_ref": f"WEBSHOP-{number:02d}-A",
        "customer_id": f"CUSTOMER-{number:02d}-A",
        "priority": ("same_day", "next_day", "standard")[number % 3],
        "shipping_address": {
            "name": f"Person {number}",
            "line1": "1 Example Street",
            "city": "Berlin",
            "postal_code": "10115",
            "country": "DE",
        },
        "lines": [
            {"line_no": line, "sku": SKUS[(number + line) % len(SKUS)], "quantity": line}
            for line in range(1, 2 + number % 2)
        ],
    }


def _is_all(api: Api, statuses: set[str] | frozenset[str]) -> bool:
    listed = api.get("orders", limit=200)["results"]
    return len(listed) == ORDERS and {each["status"] for each in listed} <= statuses


def _is_told(api: Api) -> bool:
    """Return whether the projections know all of it."""
    views = api.get("order-views", limit=200)["results"]
    behind = [each["lag"] for each in api.get("projections")["results"]]
    return len(views) == ORDERS and {each["status"] for each in views} <= ENDED and not any(behind)
