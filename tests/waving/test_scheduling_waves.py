"""A wave that is released by the schedule, at a time that somebody sets."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.waving import plan, published, queue, release
from tests.support.api import Api, make_site
from tests.support.people import actor_called, log_in
from wms.platform.outbox.models import encoding_of
from wms.waving.contracts import ReleasedTooLate, ReleaseDueWaves, WaveNotOpen, WaveStatus
from wms.waving.contracts.commands import ScheduleWave
from wms.waving.events import WaveScheduledEvent
from wms.waving.models import Wave, WavingOutbox
from wms.waving.services.release_due_waves import release_due_waves
from wms.waving.services.schedule_wave import schedule_wave

pytestmark = pytest.mark.django_db
SOON = timezone.now().replace(microsecond=0) + timedelta(hours=1)


def scheduling(wave, release_at=SOON):
    return ScheduleWave(wave_id=wave.wave_id, release_at=release_at, actor="user:7")


def test_it_is_scheduled_and_says_so_once():
    queue()
    wave = plan()
    before = len(published())

    first, again = (schedule_wave(scheduling(wave)) for _ in "ab")

    assert (first.status, first.release_at) == (WaveStatus.SCHEDULED, SOON)
    assert again == first
    assert published()[before:] == [("scheduled", first.version)]
    event = WavingOutbox.objects.get(event_type="wms.wave.scheduled")
    assert event.actor == "user:7"
    assert encoding_of(WaveScheduledEvent).validate_json(event.data).release_at == SOON


def test_another_time_is_another_fact():
    queue()
    wave = plan()
    schedule_wave(scheduling(wave))

    later = schedule_wave(scheduling(wave, SOON + timedelta(hours=1)))

    assert later.release_at == SOON + timedelta(hours=1)
    assert [kind for kind, _ in published()].count("scheduled") == 2


def test_the_schedule_releases_it():
    make_site()
    queue()
    wave = plan()
    schedule_wave(scheduling(wave))

    release_due_waves(ReleaseDueWaves(now=SOON - timedelta(minutes=1)))
    assert Wave.objects.get(id=wave.wave_id).status == WaveStatus.SCHEDULED
    release_due_waves(ReleaseDueWaves(now=SOON))

    assert Wave.objects.get(id=wave.wave_id).status == WaveStatus.RELEASED


def test_a_wave_that_is_out_is_not_scheduled():
    queue()
    wave = release(plan())
    before = published()

    with pytest.raises(WaveNotOpen):
        schedule_wave(scheduling(wave))

    assert (Wave.objects.get().status, published()) == ("released", before)


def test_a_wave_is_not_scheduled_for_after_its_truck():
    queue()
    wave = plan()
    Wave.objects.update(cutoff_at=SOON)
    before = published()

    with pytest.raises(ReleasedTooLate):
        schedule_wave(scheduling(wave))

    assert (Wave.objects.get().status, published()) == ("planned", before)


def test_a_token_schedules_its_own_waves_only():
    site = make_site()
    queue(warehouse_id=site.warehouse_id, client_id=site.client_id)
    api = Api("supervisor")
    own = api.post("/api/v1/waves", {}).headers["Location"]
    queue()
    foreign = plan()
    body = {"release_at": SOON.isoformat()}

    answer = api.post(f"{own}/schedule", body)
    refused = api.post(f"/api/v1/waves/{foreign.wave_id}/schedule", body)

    assert (answer.status_code, answer.json()["status"]) == (200, "scheduled")
    assert (refused.status_code, refused.json()["code"]) == (404, "wave_not_found")


def test_a_supervisor_schedules_it_on_its_page(client):
    log_in(client, "supervisor")
    queue()
    wave = plan()
    page = reverse("admin:waving_wave_schedule", args=[wave.wave_id])

    done = client.post(
        page, {"_form_submitted": "True", "release_at": f"{SOON:%Y-%m-%dT%H:%M}"}, follow=True
    )

    said = f"{wave.number} is released at {SOON:%Y-%m-%d %H:%M} UTC."
    assert said in done.content.decode()
    event = WavingOutbox.objects.get(event_type="wms.wave.scheduled")
    assert event.actor == actor_called("supervisor")
