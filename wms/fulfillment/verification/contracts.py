"""What the verification of the stock is asked over all contexts, and what it finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from annotated_types import Len

from wms.inventory.contracts import StockCheck
from wms.kernel.actors import Actor
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.kernel.text import TEXT, Text


class WorkCheck(StrEnum):
    """What the stock says of orders and walks, and what these say themselves."""

    FINISHED_ORDERS = "finished_orders"
    UNKNOWN_ORDERS = "unknown_orders"
    STAGED_GOODS = "staged_goods"
    CLAIMS_WITHOUT_STOP = "claims_without_stop"
    STOPS_WITHOUT_CLAIM = "stops_without_claim"

    @property
    def cause(self) -> str:
        """Return what most likely happened, in a sentence."""
        return _CAUSES[self]

    @property
    def repair(self) -> str:
        """Return what to do about it, in a sentence."""
        return _REPAIRS[self]


_CAUSES: Mapping[WorkCheck, str] = {
    WorkCheck.FINISHED_ORDERS: "The order ended, and its reservation was not released.",
    WorkCheck.UNKNOWN_ORDERS: "Stock was asked for in the name of an order that does not exist.",
    WorkCheck.STAGED_GOODS: "The order ended or never was; its picked goods were not booked on.",
    WorkCheck.CLAIMS_WITHOUT_STOP: "No walk leads to the goods, or what it brought is not booked.",
    WorkCheck.STOPS_WITHOUT_CLAIM: "The allocation was released, and the pick task does not know.",
}


_REPAIRS: Mapping[WorkCheck, str] = {
    WorkCheck.FINISHED_ORDERS: "Release the reservation of the order.",
    WorkCheck.UNKNOWN_ORDERS: "Release the reservation.",
    WorkCheck.STAGED_GOODS: "Book the goods out if the order was completed; else give them up.",
    WorkCheck.CLAIMS_WITHOUT_STOP: "Book what was picked, mend its pick task, or release it.",
    WorkCheck.STOPS_WITHOUT_CLAIM: "Give the pick task what is allocated; cancel it if nothing is.",
}


class Scan(StrEnum):
    """A pass over rows that are open; each is for some checks."""

    RESERVATIONS = "open reservations"
    CLAIMS = "claims on stock units"
    STOPS = "open stops of walks"


@dataclass(frozen=True, kw_only=True)
class Suspect:
    """Something that may be a difference, or work that was seen halfway."""

    check: WorkCheck
    subject_id: UUID
    subject: Text
    client_id: ClientId
    warehouse_id: WarehouseId
    order_id: OrderId
    round_no: int
    expected: int
    found: int


@dataclass(frozen=True, kw_only=True)
class VerifyEverything:
    """Reconcile the stock with itself, with orders, and with the walks.

    ``limit`` bounds the differences of each check. What looks wrong over several contexts is
    looked at again after ``patience``: only what is still so is a difference.
    """

    limit: int = 100
    patience: timedelta = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class RunVerification:
    """The verification that nobody asked for: its result is kept; a difference is an exception."""

    now: datetime


@dataclass(frozen=True, kw_only=True)
class VerifyChanges:
    """The cheap verification between two of those, of what has changed."""

    now: datetime


@dataclass(frozen=True, kw_only=True)
class RepairDifference:
    """Make agree what a difference is about; nothing is done where it does."""

    check: StockCheck | WorkCheck
    subject_id: UUID
    actor: Actor
    reason: Annotated[str, Len(1, 200), TEXT]


def check_named(name: str) -> StockCheck | WorkCheck:
    """Return the check that a difference names."""
    return WorkCheck(name) if name in set(WorkCheck) else StockCheck(name)
