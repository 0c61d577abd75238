"""An order as it comes in."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from annotated_types import Ge, Le, Len

from wms.kernel.actors import Actor
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.text import CODE, TEXT
from wms.orders.contracts.words import Priority, ShippingPolicy, ShortCode

_AMOUNT = re.compile(r"\d{1,12}(\.\d{1,4})?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_SKU = re.compile(r"[A-Z0-9][A-Z0-9 ._/+-]{0,63}")
MAX_LINES = 2000
LineNo = Annotated[int, Ge(1), Le(99_999)]
Quantity = Annotated[int, Ge(1), Le(10_000_000)]
AddressText = Annotated[str, Len(1, 200), TEXT]
# What has a form of its own, which is looked at when it is no longer than this.
Written = Annotated[str, Len(0, 32), CODE]


@dataclass(frozen=True, kw_only=True)
class Money:
    """A decimal amount, written as a string, in a currency of ISO 4217."""

    amount: Written
    currency: Written

    def __post_init__(self) -> None:
        if not _AMOUNT.fullmatch(self.amount):
            raise ValueError("an amount is written like 12.50, with at most four decimals")
        if not _CURRENCY.fullmatch(self.currency):
            raise ValueError("a currency is three capital letters (ISO 4217)")

    @property
    def value(self) -> Decimal:
        """Return the amount as a number to calculate with."""
        return Decimal(self.amount)


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where an order goes; ``country`` is a code of ISO 3166-1 alpha-2."""

    name: AddressText
    line1: AddressText
    city: AddressText
    postal_code: Annotated[str, Len(1, 20), TEXT]
    country: Written
    line2: Annotated[str, Len(0, 200), TEXT] = ""
    region: Annotated[str, Len(0, 100), TEXT] = ""
    phone: Annotated[str, Len(0, 40), TEXT] = ""
    email: Annotated[str, Len(0, 200), TEXT] = ""

    def __post_init__(self) -> None:
        if not _COUNTRY.fullmatch(self.country):
            raise ValueError("a country is two capital letters (ISO 3166-1 alpha-2)")


@dataclass(frozen=True, kw_only=True)
class NewOrderLine:
    """A number of base units of one SKU; other lines may want the same SKU."""

    line_no: LineNo
    sku: ShortCode
    quantity: Quantity
    unit_price: Money | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "sku", self.sku.strip().upper())
        if not _SKU.fullmatch(self.sku):
            raise ValueError("a SKU code is letters, digits and . _ / + - inside")


@dataclass(frozen=True, kw_only=True)
class NewOrder:
    """The body of ``POST /orders``; ``warehouse`` is a code, by default the only warehouse."""

    external_ref: ShortCode
    customer_id: ShortCode
    shipping_address: Address
    lines: Annotated[tuple[NewOrderLine, ...], Len(1, MAX_LINES)]
    warehouse: Annotated[str, Len(1, 32), CODE] | None = None
    priority: Priority = Priority.STANDARD
    shipping_policy: ShippingPolicy = ShippingPolicy.SHIP_COMPLETE
    ship_by: date | None = None

    def __post_init__(self) -> None:
        if len({line.line_no for line in self.lines}) < len(self.lines):
            raise ValueError("two lines have the same line_no")


@dataclass(frozen=True, kw_only=True)
class ReceiveOrder:
    """Take in an order of a client, to be shipped from a warehouse."""

    client_id: ClientId
    warehouse_id: WarehouseId
    order: NewOrder
    actor: Actor
