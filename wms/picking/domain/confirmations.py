"""What a scanned pick means for the stop it is for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar
from uuid import UUID

from wms.inventory.contracts import ReasonCode
from wms.kernel.text import folded
from wms.picking.contracts import (
    OverPick,
    Pick,
    PickDiffers,
    PickLineStatus,
    ReasonMissing,
    StopWithdrawn,
    WrongScan,
)


class Stop(Protocol):
    """A place of a task where units are taken."""

    @property
    def location(self) -> str: ...

    @property
    def sku(self) -> str: ...

    @property
    def quantity(self) -> int: ...

    @property
    def picked(self) -> int: ...

    @property
    def status(self) -> str: ...


AnyStop = TypeVar("AnyStop", bound=Stop)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a stop ended."""

    picked: int
    short_quantity: int
    reason: ReasonCode | None
    status: PickLineStatus


def confirm(stops: Mapping[UUID, AnyStop], picks: Iterable[Pick]) -> list[tuple[AnyStop, Outcome]]:
    """Return the stops that the picks confirm for the first time, and how each ended.

    A stop that was confirmed before, in an earlier list or in this one, is left out.

    Raises:
        WrongScan: a pick is for no stop of the task, or for another place or SKU.
        StopWithdrawn: a stop is not to be walked to any more.
        OverPick: more units than a stop asks for.
        ReasonMissing: fewer units, and nothing says why.
        PickDiffers: a stop was confirmed with another quantity.
    """
    outcomes: dict[UUID, tuple[AnyStop, Outcome]] = {}
    for pick in picks:
        stop = stops.get(pick.allocation_id)
        if stop is None:
            raise WrongScan(f"the task has no stop {pick.allocation_id}")
        _check_scan(stop, pick)
        if stop.status == PickLineStatus.CANCELLED:
            raise StopWithdrawn(
                f"{stop.sku} at {stop.location} is not for this task any more:"
                " put back what you took there, and read the task again"
            )
        known = outcomes.get(pick.allocation_id)
        if known is not None or stop.status != PickLineStatus.OPEN:
            before = known[1].picked if known is not None else stop.picked
            if before != pick.quantity:
                raise PickDiffers(
                    f"{stop.sku} at {stop.location} was confirmed with {before} units,"
                    f" not {pick.quantity}"
                )
            continue
        outcomes[pick.allocation_id] = (stop, _outcome(stop, pick))
    return list(outcomes.values())


def _check_scan(stop: Stop, pick: Pick) -> None:
    if pick.sku != stop.sku or folded(pick.location) != folded(stop.location):
        raise WrongScan(
            f"scanned {pick.sku} at {pick.location}, the stop is for {stop.sku} at {stop.location}"
        )


def _outcome(stop: Stop, pick: Pick) -> Outcome:
    missing = stop.quantity - pick.quantity
    if missing < 0 or pick.quantity < 0:
        raise OverPick(
            f"{pick.quantity} units of {stop.sku} at {stop.location} are not between 0"
            f" and {stop.quantity}"
        )
    if missing and pick.reason is None:
        raise ReasonMissing(f"{missing} units of {stop.sku} at {stop.location} are missing: why?")
    return Outcome(
        picked=pick.quantity,
        short_quantity=missing,
        reason=pick.reason if missing else None,
        status=PickLineStatus.SHORT if missing else PickLineStatus.PICKED,
    )
