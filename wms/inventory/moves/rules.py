"""What what was carried means for the task it is for."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from wms.inventory.catalogue.contracts.words import LocationKind, MovementCause, MoveTaskKind
from wms.inventory.handling.contracts.refusals import LocationBlocked
from wms.inventory.moves.contracts import (
    Carried,
    CarryReason,
    LocationUnfit,
    OverMove,
    ReasonMissing,
    WrongScan,
)
from wms.kernel.text import folded

CAUSES: Mapping[MoveTaskKind, MovementCause] = MappingProxyType(
    {
        MoveTaskKind.PUT_AWAY: MovementCause.PUT_AWAY,
        MoveTaskKind.REPLENISHMENT: MovementCause.REPLENISHMENT,
        MoveTaskKind.RETURN_TO_STOCK: MovementCause.RETURN,
    }
)
FITTING: Mapping[MoveTaskKind, frozenset[LocationKind]] = MappingProxyType(
    {
        MoveTaskKind.PUT_AWAY: frozenset(
            {LocationKind.PICK, LocationKind.RESERVE, LocationKind.QUARANTINE}
        ),
        MoveTaskKind.REPLENISHMENT: frozenset({LocationKind.PICK}),
        MoveTaskKind.RETURN_TO_STOCK: frozenset(
            {LocationKind.PICK, LocationKind.RESERVE, LocationKind.QUARANTINE}
        ),
    }
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a task asks for."""

    kind: MoveTaskKind
    sku: str
    lot: str
    from_location: str
    quantity: int


def check_carried(asked: Asked, carried: Carried) -> None:
    """Check what was scanned and counted against what was asked.

    Raises:
        WrongScan: it is another SKU, another lot, or from another place.
        OverMove: more units than asked.
        ReasonMissing: fewer units, and nothing says why.
    """
    if carried.lot not in {None, asked.lot}:
        raise WrongScan(f"scanned lot {carried.lot}, the task is for lot {asked.lot or 'none'}")
    if carried.sku != asked.sku or folded(carried.from_location) != folded(asked.from_location):
        raise WrongScan(
            f"scanned {carried.sku} at {carried.from_location},"
            f" the task is for {asked.sku} at {asked.from_location}"
        )
    if carried.quantity > asked.quantity:
        raise OverMove(f"{carried.quantity} units are more than the {asked.quantity} asked for")
    if carried.quantity < asked.quantity and carried.reason is None:
        raise ReasonMissing(f"{asked.quantity - carried.quantity} units were left: why?")


def check_target(asked: Asked, *, location: str, kind: LocationKind, is_blocked: bool) -> None:
    """Check that the goods of a task may be put down at a location.

    Raises:
        WrongScan: they have been there before.
        LocationBlocked: nothing may be put there now.
        LocationUnfit: it is not for such goods.
    """
    if location == asked.from_location:
        raise WrongScan(f"the goods come from {location}")
    if is_blocked:
        raise LocationBlocked(f"{location} is blocked")
    if kind not in FITTING[asked.kind]:
        raise LocationUnfit(f"{location} is a {kind} location")


def left_for_later(asked: Asked, carried: Carried) -> int:
    """Return how many units still have to be carried, by another task.

    Those that are in the way where they are; what came from reserve may stay there.
    """
    if carried.reason is not CarryReason.NO_ROOM or asked.kind is MoveTaskKind.REPLENISHMENT:
        return 0
    return asked.quantity - carried.quantity
