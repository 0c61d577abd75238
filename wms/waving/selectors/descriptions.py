"""Rows of waving as contracts."""

from django.conf import settings
from django.utils import timezone

from wms.kernel.ids import OrderId, WarehouseId
from wms.waving import contracts
from wms.waving.contracts import WaveId, WaveStatus
from wms.waving.domain.cutoffs import is_at_risk
from wms.waving.models import Wave, WaveOrder


def describe_wave(wave: Wave) -> contracts.Wave:
    """Return a wave without its orders."""
    return contracts.Wave(
        wave_id=WaveId(wave.id),
        number=wave.number,
        warehouse_id=WarehouseId(wave.warehouse_id),
        status=WaveStatus(wave.status),
        order_count=wave.order_count,
        line_count=wave.line_count,
        unit_count=wave.unit_count,
        done_count=wave.done_count,
        cutoff_at=wave.cutoff_at,
        release_at=wave.release_at,
        created_at=wave.created_at,
        released_at=wave.released_at,
        completed_at=wave.completed_at,
        version=wave.version,
        reason=wave.reason,
        is_at_risk=is_at_risk(
            WaveStatus(wave.status),
            wave.cutoff_at,
            now=timezone.now(),
            warning=settings.CUTOFF_WARNING,
        ),
    )


def describe_wave_order(row: WaveOrder) -> contracts.WaveOrder:
    """Return an order of a wave."""
    return contracts.WaveOrder(
        order_id=OrderId(row.order_id),
        number=row.order.number,
        priority_rank=row.order.priority_rank,
        lines=row.order.line_count,
        units=row.order.unit_count,
        is_done=row.is_done,
        left_at=row.left_at,
        left_because=row.left_because,
    )
