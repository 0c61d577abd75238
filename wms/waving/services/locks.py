"""The locks of waving, in the order in which they are taken: planning, wave, candidates by id."""

from collections.abc import Iterable
from uuid import UUID

from wms.kernel.ids import ClientId
from wms.platform.databases import cursor_of
from wms.waving.contracts import OrderNotPlannable, WaveId, WaveNotFound, WaveNotOpen, WaveStatus
from wms.waving.domain.transitions import OPEN, CandidateState
from wms.waving.models import Candidate, Wave, WaveOrder

_PLANNING = 0x57  # the class of advisory locks that are about planning


class MovedMeanwhile(Exception):
    """An order got into another wave between the look at it and the locks; begin again."""


def lock_planning(warehouse_id: UUID) -> None:
    """Wait until nobody else plans for a warehouse; two plans at once would want one order."""
    key = int.from_bytes(warehouse_id.bytes[-4:], signed=True)
    with cursor_of(Wave) as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_PLANNING, key])


def lock_planning_around(wave_id: UUID) -> None:
    """Do what ``lock_planning`` does, for the warehouse of a wave; nothing if there is none."""
    warehouse_id = Wave.objects.filter(id=wave_id).values_list("warehouse_id", flat=True).first()
    if warehouse_id is not None:
        lock_planning(warehouse_id)


def lock_wave(wave_id: WaveId, client_id: ClientId | None = None) -> Wave:
    """Lock a wave that a client may steer; None steers every one.

    Raises:
        WaveNotFound: there is none, or it holds orders of somebody else.
    """
    return Wave.objects.locked_one(wave_id, of=client_id, missing=WaveNotFound)


def active_wave(order_id: UUID) -> WaveId | None:
    """Return the wave that holds an order, read without a lock: waves are locked before orders."""
    wave_id = (
        WaveOrder.objects.filter(order_id=order_id, is_active=True)
        .values_list("wave_id", flat=True)
        .first()
    )
    return None if wave_id is None else WaveId(wave_id)


def check_open(wave: Wave) -> None:
    """Look whether a wave still takes and gives orders.

    Raises:
        WaveNotOpen: it was released or cancelled.
    """
    if WaveStatus(wave.status) not in OPEN:
        raise WaveNotOpen(f"{wave} is {wave.status}")


def lock_named(
    order_ids: Iterable[UUID], warehouse_id: UUID, client_id: ClientId | None
) -> list[Candidate]:
    """Lock the orders that were named, all of them or none; None may name those of every client.

    Raises:
        OrderNotPlannable: some are unknown or of another client, wait for stock, are in a wave,
            or are out.
    """
    wanted = set(order_ids)
    found = Candidate.objects.filter(order_id__in=wanted).defer("lines").locked()
    if client_id is not None:
        found = found.filter(client_id=client_id)
    plannable = [
        each
        for each in found
        if each.state == CandidateState.PLANNABLE and each.warehouse_id == warehouse_id
    ]
    refused = wanted - {each.order_id for each in plannable}
    if refused:
        numbers = {each.order_id: each.number for each in found}
        names = sorted(numbers.get(each) or str(each) for each in refused)
        raise OrderNotPlannable(f"cannot be planned: {', '.join(names)}")
    return plannable
