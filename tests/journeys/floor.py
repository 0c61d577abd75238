"""What the journeys do and look at, through the public HTTP API only."""

import time
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from demo import robots
from demo.api import Api, Json

PATIENCE_SECONDS = 60.0
POLL_SECONDS = 0.1


class Floor:
    """A corner of the warehouse with goods of its own, and an API per role."""

    def __init__(
        self, apis: Mapping[str, Api], name: str, *, patience: float = PATIENCE_SECONDS
    ) -> None:
        """Make a place for the goods; wait so many seconds for whatever is waited for."""
        self._patience = patience
        self.integrator = apis["integrator"]
        self.supervisor = apis["supervisor"]
        self.picker = apis["picker"]
        self.packer = apis["packer"]
        self.mark = uuid4().hex[:8].upper()
        self.place = f"J-{self.mark}"
        self.name = name
        self.supervisor.post("locations", {"code": self.place, "kind": "pick", "pick_sequence": 1})
        self._receipts = 0
        self._orders = 0

    def sku(self, name: str, quantity: int = 0) -> str:
        """Make a SKU known, with so many units of it; return its code."""
        code = f"{name}-{self.mark}"
        self.supervisor.post("skus", {"code": code})
        if quantity:
            self.receive(code, quantity)
        return code

    def another_place(self) -> str:
        """Make a place that is walked to later; return its code."""
        code = f"K-{self.mark}"
        self.supervisor.post("locations", {"code": code, "kind": "pick", "pick_sequence": 2})
        return code

    def receive(self, sku: str, quantity: int, place: str = "") -> None:
        """Take goods in."""
        self._receipts += 1
        line = {"sku": sku, "location": place or self.place, "quantity": quantity}
        reference = f"{self.mark}-{self._receipts}"
        self.supervisor.post("receipts", {"reference": reference, "lines": [line]})

    def order(self, *lines: tuple[str, int], country: str = "DE", **more: str) -> Json:
        """Post an order for SKUs and quantities; return the answer."""
        self._orders += 1
        return self.integrator.post(
            "orders",
            {
                "external_ref": f"{self.mark}-{self._orders}",
                "customer_id": f"customer-{self.mark}",
                "priority": "next_day",
                "shipping_address": {
                    "name": "A. Customer",
                    "line1": "1 Sample Street",
                    "city": "Berlin",
                    "postal_code": "10115",
                    "country": country,
                },
                "lines": [
                    {"line_no": n, "sku": sku, "quantity": quantity}
                    for n, (sku, quantity) in enumerate(lines, start=1)
                ],
                **more,
            },
        )

    def until_status(self, order_id: str, *wanted: str) -> Json:
        """Return the order as soon as it has one of the statuses."""
        order: Json = self.until(
            lambda: self.integrator.get(f"orders/{order_id}"),
            lambda order: order["status"] in wanted,
        )
        return order

    def until_view(self, order_id: str, status: str, *, with_field: str = "status") -> Json:
        """Return the view of an order as soon as it has heard of a status, and knows a field.

        The facts of two contexts come in any order.
        """
        view: Json = self.until(
            lambda: next(iter(self._views(order_id)), None),
            lambda view: view and view["status"] == status and view[with_field] is not None,
        )
        return view

    def release(self, order_id: str) -> Json:
        """Put a reserved order into a wave of its own, release it, and return its open task."""
        self.until_status(order_id, "reserved")
        wave = self.supervisor.post("waves", {"order_ids": [order_id]})
        self.supervisor.post(f"waves/{wave['wave_id']}/release")
        return self.job(self.picker, "pick-tasks", order_id)

    def job(self, api: Api, path: str, order_id: str) -> Json:
        """Return the task or shipment of an order as soon as it waits in a list."""
        waiting: list[Json] = self.until(
            lambda: [each for each in robots.waiting(api, path) if each["order_id"] == order_id],
            bool,
        )
        return waiting[0]

    def pack_and_ship(self, order_id: str) -> Json:
        """Pack a picked order and hand it over; return the completed order."""
        robots.pack(self.packer, self.job(self.packer, "pack-tasks", order_id)["task_id"])
        shipment = self.job(self.packer, "shipments", order_id)
        robots.ship(self.packer, [shipment["shipment_id"]])
        return self.until_status(order_id, "completed")

    def stock(self, sku: str) -> tuple[int, int, int, int]:
        """Return the usable, reserved, allocated and promisable units of a SKU."""
        (level,) = self.supervisor.get("stock", sku=sku)["results"]
        return level["usable"], level["reserved"], level["allocated"], level["atp"]

    def until_stock(self, sku: str, *wanted: int) -> None:
        """Wait until the stock of a SKU is like this."""
        self.until(lambda: self.stock(sku), lambda stock: stock == wanted)

    def until(self, look: Callable[[], Any], is_there: Callable[[Any], object]) -> Any:
        """Return what a look gives as soon as it is what is waited for."""
        deadline = time.monotonic() + self._patience
        while not is_there(seen := look()):
            assert time.monotonic() < deadline, f"{self.name} waits in vain; last seen: {seen}"
            time.sleep(POLL_SECONDS)
        return seen

    def _views(self, order_id: str):
        order = self.integrator.get(f"orders/{order_id}")
        return self.integrator.get("order-views", external_ref=order["external_ref"])["results"]
