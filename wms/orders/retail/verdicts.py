"""Waiting until validation has passed or rejected the orders of an import."""

import time
from collections.abc import Callable
from typing import Any

import httpx

from wms.orders.contracts import OrderStatus
from wms.orders.retail.http import every

POLL_SECONDS = 0.5


class Verdicts:
    """What validation says about some orders, as far as it has spoken."""

    def __init__(self, orders: list[dict[str, Any]]) -> None:
        """Know the orders as the API gave them: each with id, status and when it was received."""
        self._since = min((order["received_at"] for order in orders), default="")
        self._refs = {order["order_id"]: order["external_ref"] for order in orders}
        self.waiting = {each["order_id"] for each in orders if each["status"] == _UNDECIDED}
        self.rejected: dict[str, str] = {}

    def wait(self, client: httpx.Client, *, patience: float, report: Callable[[int], None]) -> None:
        """Ask until all have a verdict, or none came for ``patience`` seconds; then for reasons.

        ``rejected`` is the reason by reference; ``waiting`` are those without a verdict.

        Raises:
            NotAllowed: the token does not do.
            ServerAway: the server does not answer.
        """
        last = time.monotonic()
        while self.waiting:
            undecided = {each["order_id"] for each in every(client, "orders", status=_UNDECIDED)}
            now = time.monotonic()
            if not self.waiting <= undecided:
                self.waiting &= undecided
                last = now
            report(len(self.waiting))
            if not self.waiting or now - last >= patience:
                break
            time.sleep(POLL_SECONDS)
        if not self._refs:
            return
        for each in every(client, "orders", status=_REJECTED, received_from=self._since):
            if each["order_id"] in self._refs:
                self.rejected[each["external_ref"]] = each["reason"]


_UNDECIDED, _REJECTED = OrderStatus.RECEIVED.value, OrderStatus.REJECTED.value
