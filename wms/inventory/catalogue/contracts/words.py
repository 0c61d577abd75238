"""The words of stock: kinds, statuses, causes and reasons."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge, Le, Len

from wms.kernel.text import CODE, TEXT

ShortCode = Annotated[str, Len(1, 64), CODE]
PlaceCode = Annotated[str, Len(1, 32), CODE]


class LocationKind(StrEnum):
    """What a location is for; goods can be reserved from ``pick`` and ``reserve`` only."""

    PICK = "pick"
    RESERVE = "reserve"
    DOCK = "dock"
    STAGING = "staging"
    PACK_STATION = "pack_station"
    QUARANTINE = "quarantine"


class BlockCause(StrEnum):
    """Why a location is blocked: a person said so, or a picker did not find what should be there.

    A count opens the latter again; the former only a person does.
    """

    PERSON = "person"
    SHORT_PICK = "short_pick"


class Tracking(StrEnum):
    """How closely goods are distinguished: not at all, by lot, or each unit by its serial."""

    NONE = "none"
    LOT = "lot"
    SERIAL = "serial"


class VirtualLocation(StrEnum):
    """Where goods come from and go to outside the shelves; once per warehouse."""

    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    ADJUSTMENT = "adjustment"
    OPENING = "opening"


class StockStatus(StrEnum):
    """Whether the goods of a stock unit can be reserved."""

    USABLE = "usable"
    DAMAGED = "damaged"
    QUARANTINE = "quarantine"
    MISSING = "missing"
    EXPIRED = "expired"


class ReservationStatus(StrEnum):
    """``waiting`` for stock, ``active``, or closed for good in this round."""

    WAITING = "waiting"
    ACTIVE = "active"
    CONSUMED = "consumed"
    RELEASED = "released"


class AllocationStatus(StrEnum):
    """``open`` until the goods are picked, found missing, given back, or no longer there.

    An allocation is ``displaced`` when other stock is allocated in its place.
    """

    OPEN = "open"
    PICKED = "picked"
    SHIPPED = "shipped"
    RELEASED = "released"
    DISPLACED = "displaced"


class Strategy(StrEnum):
    """Which goods are taken first.

    What expires first; what came first; from as few places as possible; what is nearest to the
    beginning of the walk.
    """

    FEFO = "fefo"
    FIFO = "fifo"
    FEWEST_LOCATIONS = "fewest_locations"
    NEAREST = "nearest"


class MovementCause(StrEnum):
    """Why goods moved."""

    RECEIPT = "receipt"
    PICK = "pick"
    SHORT_PICK = "short_pick"
    SHIPMENT = "shipment"
    ADJUSTMENT = "adjustment"
    TRANSFER = "transfer"
    PUT_AWAY = "put_away"
    REPLENISHMENT = "replenishment"
    RETURN = "return"
    COUNT = "count"
    STATUS_CHANGE = "status_change"
    EXPIRY = "expiry"
    OPENING = "opening"


class MoveTaskKind(StrEnum):
    """Why goods are to be carried from one place to another."""

    PUT_AWAY = "put_away"
    REPLENISHMENT = "replenishment"
    RETURN_TO_STOCK = "return_to_stock"


class MoveTaskStatus(StrEnum):
    """How far a move task is."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class ReasonCode(StrEnum):
    """Why fewer units were found than asked; the closed list of the floor."""

    NOT_FOUND = "not_found"
    DAMAGED = "damaged"
    EXPIRED = "expired"
    COUNT_DIFFERENCE = "count_difference"


class AdjustmentReason(StrEnum):
    """Why there are more or fewer goods than the books say; a closed list."""

    FOUND = "found"
    LOST = "lost"
    STOLEN = "stolen"
    DESTROYED = "destroyed"
    DISPOSED = "disposed"
    SAMPLE = "sample"
    WRONG_ENTRY = "wrong_entry"
    WRONG_DELIVERY = "wrong_delivery"


class AdjustmentStatus(StrEnum):
    """``pending`` until an approver decides; goods are booked in ``posted`` only."""

    PENDING = "pending"
    POSTED = "posted"
    REJECTED = "rejected"


class StatusChangeReason(StrEnum):
    """Why goods are fit for use, or not; a closed list."""

    DAMAGED = "damaged"
    REPAIRED = "repaired"
    SUSPECT = "suspect"
    RECALLED = "recalled"
    INSPECTED = "inspected"
    EXPIRED = "expired"
    NOT_FOUND = "not_found"


class UnitRefusal(StrEnum):
    """Why the goods of a stock unit are not taken for an order."""

    DAMAGED = "unit_damaged"
    QUARANTINE = "unit_in_quarantine"
    MISSING = "unit_missing"
    EXPIRED = "unit_expired"
    NOT_PROMISED_FROM = "location_not_promised_from"
    BLOCKED = "location_blocked"
    CLAIMED = "claimed_by_others"

    @property
    def sentence(self) -> str:
        """Return the rule in words."""
        return _REFUSED[self]


_REFUSED: Mapping[UnitRefusal, str] = {
    UnitRefusal.DAMAGED: "The goods are damaged.",
    UnitRefusal.QUARANTINE: "The goods are in quarantine until somebody has judged them.",
    UnitRefusal.MISSING: "The goods were not found when somebody looked for them.",
    UnitRefusal.EXPIRED: "The goods have expired.",
    UnitRefusal.NOT_PROMISED_FROM: "Orders are filled from pick and reserve locations only.",
    UnitRefusal.BLOCKED: "The location is blocked until it has been looked at.",
    UnitRefusal.CLAIMED: "All goods of the unit are allocated to other orders.",
}


Quantity = Annotated[int, Ge(1), Le(10_000_000)]


Lot = Annotated[str, Len(0, 64), CODE]


Note = Annotated[str, Len(0, 200), TEXT]
