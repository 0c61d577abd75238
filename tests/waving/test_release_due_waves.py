"""Planning and releasing by the templates and the clock."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from tests.factories.waving import OTHER_WAREHOUSE, WAREHOUSE, queue
from tests.support.database import connection
from wms.platform.tenancy.models import Warehouse
from wms.waving.contracts import (
    NewWave,
    PlanWave,
    ReleaseDueWaves,
    RemoveOrder,
    WaveId,
    WaveStatus,
)
from wms.waving.models import Wave, WaveTemplate, WavingOutbox
from wms.waving.models.template import ReleasePolicy
from wms.waving.services.plan_wave import plan_wave
from wms.waving.services.release_due_waves import release_due_waves
from wms.waving.services.remove_order import remove_order

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=11)


def template(**changes: object) -> WaveTemplate:
    fields: dict[str, object] = {
        "warehouse_id": WAREHOUSE,
        "name": "all day",
        "max_orders": 3,
        "max_wait": timedelta(minutes=10),
        "release_policy": ReleasePolicy.SCHEDULED,
    }
    return WaveTemplate.objects.create(**(fields | changes))


def run(after: timedelta = timedelta(0)) -> tuple[WaveId, ...]:
    return release_due_waves(ReleaseDueWaves(now=timezone.now() + after))


def waves() -> list[tuple[str, int]]:
    return list(Wave.objects.order_by("id").values_list("status", "order_count"))


def test_plans_and_releases_full_waves_and_leaves_the_rest_waiting():
    template()
    for _ in range(7):
        queue()

    assert len(run()) == 2

    assert waves() == [("released", 3), ("released", 3)]


def test_nothing_waits_longer_than_it_should():
    template()
    queue()

    assert (run(), len(run(LATER)), run(LATER)) == ((), 1, ())

    assert waves() == [("released", 1)]


def test_a_person_releases_what_a_manual_template_planned():
    template(release_policy=ReleasePolicy.MANUAL)
    queue()

    assert (run(LATER), run(LATER)) == ((), ())

    assert waves() == [("planned", 1)]


def test_each_warehouse_goes_by_its_own_templates():
    template()
    queue(warehouse_id=OTHER_WAREHOUSE)

    assert run(LATER) == ()


def test_a_template_that_is_switched_off_plans_nothing():
    template(is_active=False)
    queue()

    assert run(LATER) == ()


def test_a_wave_knows_when_its_truck_leaves():
    Warehouse.objects.create(id=WAREHOUSE, code="BER", name="Berlin", time_zone="Europe/Berlin")
    template(cutoff_time=time(16))
    queue()

    run(LATER)

    cutoff = Wave.objects.get().cutoff_at
    assert cutoff is not None
    assert cutoff > timezone.now()
    assert cutoff.astimezone(UTC).minute == 0


def test_a_scheduled_wave_is_released_when_its_time_has_come():
    queue()
    now = timezone.now()
    wave = plan_wave(
        PlanWave(
            warehouse_id=WAREHOUSE, wave=NewWave(release_at=now + timedelta(hours=1)), actor="sue"
        )
    )
    assert wave.status is WaveStatus.SCHEDULED

    assert run() == ()
    assert run(timedelta(hours=2)) == (wave.wave_id,)
    assert run(timedelta(hours=2)) == ()

    assert WavingOutbox.objects.filter(event_type="wms.wave.released").count() == 1


def test_a_scheduled_wave_that_was_emptied_holds_nobody_up():
    order = queue()
    now = timezone.now()
    empty = plan_wave(PlanWave(warehouse_id=WAREHOUSE, wave=NewWave(release_at=now), actor="sue"))
    remove_order(RemoveOrder(wave_id=empty.wave_id, order_id=order, actor="user:7"))
    full = plan_wave(PlanWave(warehouse_id=WAREHOUSE, wave=NewWave(release_at=now), actor="sue"))

    assert run() == (full.wave_id,)


@pytest.mark.django_db(transaction=True)
def test_runs_at_the_same_time_are_as_good_as_one():
    template()
    for _ in range(6):
        queue()
    now = datetime.now(UTC)

    def attempt(_: int) -> tuple[WaveId, ...]:
        try:
            return release_due_waves(ReleaseDueWaves(now=now))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        released = [wave for answer in pool.map(attempt, range(4)) for wave in answer]

    assert len(released) == len(set(released)) == 2
    assert waves() == [("released", 3), ("released", 3)]
