"""Put orders into a wave."""

from django.utils import timezone

from wms.platform.commands import command
from wms.waving import contracts
from wms.waving.contracts import MAX_WAVE_ORDERS, AddOrders, TruckLeft, WaveFull, WaveNotFound
from wms.waving.models import Wave, WaveOrder
from wms.waving.selectors.descriptions import describe_wave
from wms.waving.services.locks import check_open, lock_named, lock_planning, lock_wave
from wms.waving.services.membership import client_of, count, publish, put_in


@command
def add_orders(request: AddOrders) -> contracts.Wave:
    """Put plannable orders into a wave, all or none, whatever its capacity: a person chose them.

    Those that are in it already stay.

    Raises:
        WaveNotFound: there is no such wave, or it holds orders of somebody else.
        WaveNotOpen: it was released or cancelled.
        TruckLeft: its cut-off has passed.
        WaveFull: it would hold more than 10,000 orders.
        OrderNotPlannable: an order is of another client, waits for stock, is in another wave, or
            is out.
    """
    warehouse_id = (
        Wave.objects.steered_by(request.client_id)
        .filter(id=request.wave_id)
        .values_list("warehouse_id", flat=True)
        .first()
    )
    if warehouse_id is None:
        raise WaveNotFound(f"there is no wave {request.wave_id}")
    lock_planning(warehouse_id)
    wave = lock_wave(request.wave_id, request.client_id)
    check_open(wave)
    there = WaveOrder.objects.filter(
        wave=wave, order_id__in=request.order_ids, is_active=True
    ).values_list("order_id", flat=True)
    candidates = lock_named(
        set(request.order_ids) - set(there), wave.warehouse_id, request.client_id
    )
    if wave.order_count + len(candidates) > MAX_WAVE_ORDERS:
        raise WaveFull(f"{wave} has {wave.order_count} orders; {MAX_WAVE_ORDERS} are the most")
    if candidates and wave.cutoff_at is not None and wave.cutoff_at <= timezone.now():
        raise TruckLeft(f"the truck of {wave} left at {wave.cutoff_at:%Y-%m-%d %H:%M %Z}")
    if candidates:
        count(wave, candidates)
        if client_of(candidates) != wave.client_id:
            wave.client_id = None
        publish(wave, put_in(wave, candidates))
    return describe_wave(wave)
