"""A template, warehouse, wave or client that fails never stops another."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.waving import CLIENT, OTHER_WAREHOUSE, WAREHOUSE, queue
from tests.support.poison import heal, poison
from tests.waving.test_release_due_waves import LATER, run, template
from wms.kernel.ids import ClientId
from wms.platform.ids import new_id
from wms.platform.jobs.models import JobFault
from wms.waving.contracts import NewWave, PlanWave, Wave
from wms.waving.models import Candidate, WavingOutbox
from wms.waving.models import Wave as WaveRow
from wms.waving.services.plan_wave import plan_wave

pytestmark = pytest.mark.django_db
OTHER_CLIENT = ClientId(new_id())


def faults() -> dict[str, str]:
    return dict(JobFault.objects.filter(job="release_due_waves").values_list("unit", "message"))


def scheduled() -> Wave:
    wanted = NewWave(release_at=timezone.now())
    return plan_wave(PlanWave(warehouse_id=WAREHOUSE, wave=wanted, actor="sue"))


def test_a_template_that_fails_stops_no_other_warehouse():
    template(name="bad")
    template(warehouse_id=OTHER_WAREHOUSE)
    queue()
    queue(warehouse_id=OTHER_WAREHOUSE)
    poison("waves.waves", f"NEW.warehouse_id = '{WAREHOUSE}'")

    assert len(run(LATER)) == 1

    assert [wave.warehouse_id for wave in WaveRow.objects.all()] == [OTHER_WAREHOUSE]
    assert [*faults()] == [f"template bad for client {CLIENT}"]
    assert "poisoned" in faults()[f"template bad for client {CLIENT}"]


def test_a_client_that_fails_stops_no_other_client_of_its_warehouse():
    template()
    failing = queue()
    going = queue(client_id=OTHER_CLIENT)
    poison("waves.wave_orders", f"NEW.order_id = '{failing}'")

    assert len(run(LATER)) == 1

    states = dict(Candidate.objects.values_list("order_id", "state"))
    assert states == {failing: "plannable", going: "planned"}
    assert [*faults()] == [f"template all day for client {CLIENT}"]
    told = WavingOutbox.objects.filter(data__contains=str(failing))
    assert not told.exists()


def test_a_template_that_failed_is_planned_when_it_can_be_and_its_fault_is_over():
    template()
    queue()
    poison("waves.waves", "true")
    run(LATER)
    heal("waves.waves")

    assert len(run(LATER)) == 1

    assert faults() == {}


def test_a_wave_that_cannot_be_released_stops_no_other_that_is_due():
    queue()
    failing = scheduled()
    queue()
    going = scheduled()
    template(warehouse_id=OTHER_WAREHOUSE)
    queue(warehouse_id=OTHER_WAREHOUSE)
    poison("waves.waves", f"NEW.id = '{failing.wave_id}'", on="UPDATE")

    released = run(timedelta(hours=1))

    assert going.wave_id in released
    assert (len(released), failing.wave_id in released) == (2, False)
    assert WaveRow.objects.get(id=failing.wave_id).status == "scheduled"
    assert [*faults()] == [f"wave {failing.number}"]
