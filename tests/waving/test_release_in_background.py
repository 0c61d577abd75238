"""Releasing a large wave: no request waits for it, and everybody sees how far it is."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.waving import plan, queue
from tests.support.api import Api, make_site
from tests.support.people import log_in
from wms.platform.deferred.run import ATTEMPTS, LOST_AFTER, run_deferred
from wms.waving.contracts import CancelWave, WaveId, WaveStatus
from wms.waving.deferred import WavingDeferredCommand as DeferredCommand
from wms.waving.models import Wave, WavingOutbox
from wms.waving.selectors.waves import get_wave
from wms.waving.services.cancel_wave import cancel_wave

pytestmark = pytest.mark.django_db(transaction=True)
URL = "/api/v1/waves"
SURE = {"_form_submitted": "True"}

LISTED = "admin:waving_wavingdeferredcommand_changelist"


@pytest.fixture
def site(settings):
    settings.WAVE_RELEASE_AT_ONCE = 2
    return make_site()


@pytest.fixture
def api(site):
    return Api("supervisor")


def large_wave(api, site):
    """Plan a wave of three orders, where two are large; return its address."""
    for _ in range(3):
        queue(warehouse_id=site.warehouse_id, client_id=site.client_id)
    return api.post(URL, {}).headers["Location"]


def published():
    return WavingOutbox.objects.filter(event_type="wms.wave.released").count()


def test_a_large_wave_is_released_by_the_worker(api, site, caplog):
    wave = large_wave(api, site)

    asked = api.post(f"{wave}/release")
    waiting = api.get(asked.headers["Location"]).json()
    before = (Wave.objects.get().status, published())
    count = run_deferred()
    done = api.get(asked.headers["Location"]).json()

    assert asked.status_code == 202
    assert asked.headers["Location"].startswith("http://testserver/api/v1/wave-releases/")
    assert asked.json() == waiting
    assert (waiting["state"], waiting["done"], waiting["total"]) == ("waiting", 0, 3)
    assert waiting["asked_by"] == api.actor
    assert before == ("planned", 0)
    assert count == 1
    assert (done["state"], done["done"], done["total"]) == ("done", 3, 3)
    assert done["ended_at"] > done["started_at"] > done["asked_at"]
    assert Wave.objects.get().status == "released"
    assert Wave.objects.get().released_by == api.actor
    assert published() == 1
    assert [each for each in caplog.records if each.levelname == "ERROR"] == []


def test_a_small_wave_is_released_at_once(api, site):
    queue(warehouse_id=site.warehouse_id, client_id=site.client_id)
    wave = api.post(URL, {}).headers["Location"]

    released = api.post(f"{wave}/release")

    assert (released.status_code, released.json()["status"]) == (200, "released")
    assert not DeferredCommand.objects.exists()


def test_who_asks_again_waits_for_the_same(api, site):
    wave = large_wave(api, site)

    first = api.post(f"{wave}/release", Idempotency_Key="a")
    second = api.post(f"{wave}/release", Idempotency_Key="b")
    run_deferred()
    repeat = api.post(f"{wave}/release", Idempotency_Key="a")
    third = api.post(f"{wave}/release", Idempotency_Key="c")

    assert second.json()["deferred_id"] == first.json()["deferred_id"]
    assert (repeat.status_code, repeat.content) == (202, first.content)
    assert repeat.headers["Idempotent-Replay"] == "true"
    assert (third.status_code, third.json()["status"]) == (200, "released")
    assert published() == 1


def test_what_was_cancelled_meanwhile_is_refused_with_the_reason(api, site):
    wave = large_wave(api, site)
    asked = api.post(f"{wave}/release")
    wave_id = WaveId(Wave.objects.get().id)
    cancel_wave(CancelWave(wave_id=wave_id, reason="no truck", actor="user:7"))

    run_deferred()

    refused = api.get(asked.headers["Location"]).json()
    assert (refused["state"], refused["code"]) == ("refused", "wave_not_open")
    assert "is cancelled" in refused["message"]
    assert published() == 0


def test_what_a_worker_began_that_died_is_done_by_the_next(api, site):
    wave = large_wave(api, site)
    api.post(f"{wave}/release")
    DeferredCommand.objects.update(state="running", attempts=1, started_at=timezone.now())

    assert run_deferred() == 0
    long_ago = timezone.now() - LOST_AFTER - timedelta(seconds=1)
    DeferredCommand.objects.update(started_at=long_ago)
    assert run_deferred() == 1

    assert DeferredCommand.objects.get().state == "done"
    assert published() == 1


def test_what_fails_is_tried_again_and_then_given_up(api, site, settings):
    wave = large_wave(api, site)
    asked = api.post(f"{wave}/release")
    settings.DEFERRED_COMMANDS = {"release_wave": "tests.waving.missing.command"}

    count = run_deferred()

    failed = api.get(asked.headers["Location"]).json()
    assert count == ATTEMPTS
    assert (failed["state"], failed["code"]) == ("failed", "failed")
    assert "ModuleNotFoundError" in failed["message"]
    assert (Wave.objects.get().status, published()) == ("planned", 0)


def test_nobody_else_sees_it(api, site):
    wave = large_wave(api, site)
    asked = api.post(f"{wave}/release")
    make_site(client="other", warehouse="LON2")

    answer = Api("supervisor", client="other").get(asked.headers["Location"])

    assert (answer.status_code, answer.json()["code"]) == (404, "deferred_not_found")


def test_the_button_says_that_it_goes_on_in_the_background(client, site):
    for _ in range(3):
        queue()
    wave = plan()
    supervisor = log_in(client, "supervisor")
    url = reverse("admin:waving_wave_release", args=[wave.wave_id])

    said = supervisor.post(url, SURE, follow=True).content.decode()
    listed = supervisor.get(reverse(LISTED)).content.decode()
    run_deferred()
    after = supervisor.get(reverse(LISTED)).content.decode()

    assert "It has 3 orders and is released in the background." in said
    assert "release_wave" in listed
    assert "0 %" in listed
    assert "100 %" in after
    assert get_wave(wave_id=wave.wave_id).wave.status is WaveStatus.RELEASED
