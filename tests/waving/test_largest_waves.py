"""Waves of the largest orders that intake takes."""

import pytest
from django.utils import timezone

from tests.factories.waving import (
    CLIENT,
    OTHER_WAREHOUSE,
    WAREHOUSE,
    add,
    plan,
    published,
    queue,
)
from tests.waving.test_release_due_waves import LATER, template
from wms.kernel.ids import OrderId
from wms.platform.ids import new_id
from wms.waving import facade as waving
from wms.waving.contracts import (
    MAX_WAVE_ORDERS,
    NoteCandidate,
    QueueOrder,
    ReleaseDueWaves,
    WaveFull,
    WaveLine,
)
from wms.waving.models import Candidate, Wave
from wms.waving.services.note_candidate import note_candidate
from wms.waving.services.release_due_waves import release_due_waves

pytestmark = pytest.mark.django_db

MOST_UNITS = 10_000_000


def queue_large(lines: int) -> OrderId:
    order_id = OrderId(new_id())
    note_candidate(
        NoteCandidate(
            order_id=order_id,
            client_id=CLIENT,
            warehouse_id=WAREHOUSE,
            number=f"O-{str(order_id)[-6:]}",
            priority_rank=1,
            ship_by=None,
            lines=tuple(
                WaveLine(line_no=no, sku=f"BOLT-M{no}", quantity=MOST_UNITS)
                for no in range(1, lines + 1)
            ),
        )
    )
    waving.queue_order(QueueOrder(order_id=order_id))
    return order_id


def test_the_largest_order_is_a_candidate():
    order_id = queue_large(2_000)

    assert Candidate.objects.get(order_id=order_id).unit_count == 20_000_000_000


def test_two_orders_of_110_lines_of_ten_million_units_are_planned_and_stop_nobody():
    template()
    template(warehouse_id=OTHER_WAREHOUSE)
    queue_large(110)
    queue_large(110)
    queue(warehouse_id=OTHER_WAREHOUSE)

    released = release_due_waves(ReleaseDueWaves(now=timezone.now() + LATER))

    assert len(released) == 2
    assert set(Wave.objects.values_list("warehouse_id", "status", "unit_count")) == {
        (WAREHOUSE, "released", 2_200_000_000),
        (OTHER_WAREHOUSE, "released", 2),
    }


def test_a_wave_takes_ten_thousand_orders_and_no_more():
    wave = plan(queue())
    Wave.objects.filter(id=wave.wave_id).update(order_count=MAX_WAVE_ORDERS - 1)
    last, one_too_many = queue(), queue()
    add(wave, last)
    events = published()

    with pytest.raises(WaveFull):
        add(wave, one_too_many)

    assert Wave.objects.get().order_count == MAX_WAVE_ORDERS
    assert Candidate.objects.get(order_id=one_too_many).state == "plannable"
    assert published() == events
