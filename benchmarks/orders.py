"""Orders to post: five lines each, of SKUs that have stock."""

import http.client
import json
import threading
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

SKUS = {f"BENCH-{n:03d}": f"bench {n}" for n in range(40)}
LINES = 5


def new_order(n: int, *, lines: int = LINES) -> dict[str, Any]:
    """Return the body of the n-th order."""
    codes = list(SKUS)
    return {
        "external_ref": f"B-{uuid4().hex[:20]}",
        "customer_id": "bench",
        "priority": ("same_day", "next_day", "standard")[n % 3],
        "shipping_address": {
            "name": "A. Person",
            "line1": "1 Example Street",
            "city": "Berlin",
            "postal_code": "10115",
            "country": "DE",
        },
        "lines": [
            {"line_no": k + 1, "sku": codes[(n + k) % len(codes)], "quantity": 1}
            for k in range(lines)
        ],
    }


class Poster:
    """Posts over connections that stay open, one per thread; lighter than a full client."""

    def __init__(self, url: str, token: str) -> None:
        """Aim at a server."""
        self._address = urlsplit(url)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._local = threading.local()

    def post(self, body: dict[str, Any]) -> None:
        """Post one order.

        Raises:
            RuntimeError: the server does not answer 201.
        """
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = http.client.HTTPConnection(
                self._address.hostname or "", self._address.port
            )
            self._local.connection = connection
        connection.request("POST", "/api/v1/orders", json.dumps(body), self._headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status != http.client.CREATED:
            raise RuntimeError(f"{answer.status}: {text[:300]!r}")
