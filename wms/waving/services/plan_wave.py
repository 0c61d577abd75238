"""Plan a wave."""

from datetime import timedelta

from django.utils import timezone

from wms.platform.commands import command
from wms.waving import contracts
from wms.waving.contracts import CutoffPassed, NewWave, PlanWave, ReleasedTooLate
from wms.waving.domain.plan import Capacity
from wms.waving.selectors.descriptions import describe_wave
from wms.waving.services.plan import Plan, plan


@command(limit=timedelta(minutes=5))
def plan_wave(request: PlanWave) -> contracts.Wave:
    """Make a wave of the most urgent orders that wait, or of those named.

    Named orders are taken whatever the capacity: a person chose them.

    Raises:
        CutoffPassed: its cut-off is not later than now.
        ReleasedTooLate: the schedule would release it at its cut-off, or later.
        WaveEmpty: nothing waits.
        OrderNotPlannable: an order named is of another client, waits for stock, is in a wave,
            or is out.
    """
    wanted = request.wave
    _check_times(wanted)
    wave = plan(
        Plan(
            warehouse_id=request.warehouse_id,
            capacity=Capacity(max_orders=wanted.max_orders, max_lines=wanted.max_lines),
            actor=request.actor,
            client_id=request.client_id,
            order_ids=wanted.order_ids,
            cutoff_at=wanted.cutoff_at,
            release_at=wanted.release_at,
        )
    )
    return describe_wave(wave)


def _check_times(wanted: NewWave) -> None:
    if wanted.cutoff_at is None:
        return
    if wanted.cutoff_at <= timezone.now():
        raise CutoffPassed(f"the cut-off {wanted.cutoff_at:%Y-%m-%d %H:%M %Z} has passed")
    if wanted.release_at is not None and wanted.release_at >= wanted.cutoff_at:
        raise ReleasedTooLate("the wave would be released when its truck has left")
