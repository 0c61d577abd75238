"""Bodies of orders, as a client posts them."""

from copy import deepcopy
from typing import Any

URL = "/api/v1/orders"
BODY: dict[str, Any] = {
    "external_ref": "WEB-1",
    "customer_id": "C-1",
    "priority": "same_day",
    "shipping_address": {
        "name": "Ada Lovelace",
        "line1": "12 St James's Square",
        "city": "London",
        "postal_code": "SW1Y",
        "country": "GB",
    },
    "lines": [
        {
            "line_no": 1,
            "sku": "bolt-m8",
            "quantity": 5,
            "unit_price": {"amount": "12.50", "currency": "GBP"},
        }
    ],
}


def body(**changes):
    return deepcopy(BODY) | changes


def line(**changes):
    return deepcopy(BODY["lines"][0]) | changes


def address(**changes):
    return deepcopy(BODY["shipping_address"]) | changes
