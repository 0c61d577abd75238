"""Questions about waves."""

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.pages import Page, PageRequest
from wms.platform.paging.lists import newest_first
from wms.waving import contracts
from wms.waving.contracts import WaveDetail, WaveFilter, WaveId, WaveNotFound
from wms.waving.models import Wave
from wms.waving.selectors.descriptions import describe_wave, describe_wave_order


def get_wave(*, wave_id: WaveId, client_id: ClientId | None = None) -> WaveDetail:
    """Return a wave with its orders and those that left it, the most urgent first.

    Raises:
        WaveNotFound: there is no such wave, or it holds orders of somebody else.
    """
    wave = Wave.objects.steered_by(client_id).filter(id=wave_id).first()
    if wave is None:
        raise WaveNotFound(f"there is no wave {wave_id}")
    rows = wave.orders.select_related("order").defer("order__lines").most_urgent_first()
    return WaveDetail(
        wave=describe_wave(wave),
        orders=tuple(map(describe_wave_order, rows.held())),
        former_orders=tuple(map(describe_wave_order, rows.former())),
    )


def list_waves(
    *,
    filters: WaveFilter,
    page: PageRequest,
    warehouse_id: WarehouseId | None = None,
    client_id: ClientId | None = None,
) -> Page[contracts.Wave]:
    """Return some of the waves of a warehouse or of all, which a client may steer or all."""
    rows = Wave.objects.steered_by(client_id)
    if warehouse_id is not None:
        rows = rows.filter(warehouse_id=warehouse_id)
    if filters.number is not None:
        rows = rows.filter(number=filters.number.strip().upper())
    if filters.at_risk is not None:
        pressing = Wave.objects.at_risk(timezone.now() + settings.CUTOFF_WARNING)
        is_pressing = Q(id__in=pressing.values("id"))
        rows = rows.filter(is_pressing if filters.at_risk else ~is_pressing)
    if filters.status:
        rows = rows.filter(status__in=filters.status)
    return newest_first(rows, page, describe_wave)
