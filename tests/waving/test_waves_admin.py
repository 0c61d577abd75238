"""Waves as people look at them and steer them."""

import pytest
from django.urls import reverse

from tests.factories.waving import cancel, plan, queue, remove
from tests.support.api import make_site
from tests.support.people import log_in
from wms.waving.contracts import RemoveOrder, WaveStatus
from wms.waving.models import WaveTemplate, WavingOutbox
from wms.waving.selectors.waves import get_wave
from wms.waving.services.remove_order import remove_order

pytestmark = pytest.mark.django_db
LIST = reverse("admin:waving_wave_changelist")
SURE = {"_form_submitted": "True"}


@pytest.fixture
def supervisor(client):
    return log_in(client, "supervisor")


def url(wave, what="change"):
    return reverse(f"admin:waving_wave_{what}", args=[wave.wave_id])


def status(wave):
    return get_wave(wave_id=wave.wave_id).wave.status


def test_the_list_and_the_page_show_the_wave(supervisor):
    make_site()
    queue(lines=7)
    wave = plan()
    order = get_wave(wave_id=wave.wave_id).orders[0]

    listed, content = (supervisor.get(each).content.decode() for each in (LIST, url(wave)))

    for word in (wave.number, "planned", "14", "0 %"):
        assert word in listed
        assert word in content
    assert order.number in content
    assert "next day" in content
    assert url(wave, "release").endswith("/release/")
    assert url(wave, "release") in content


def test_the_button_asks_before_it_releases(supervisor):
    queue()
    wave = plan()

    asked = supervisor.get(url(wave, "release"))
    assert (asked.status_code, status(wave)) == (200, WaveStatus.PLANNED)
    assert "Release the wave?" in asked.content.decode()

    done = supervisor.post(url(wave, "release"), SURE, follow=True)

    assert f"{wave.number} is released." in done.content.decode()
    assert status(wave) is WaveStatus.RELEASED


def test_a_page_has_no_button_that_can_only_be_refused(supervisor):
    queue()
    wave = plan()
    supervisor.post(url(wave, "release"), SURE)

    page = supervisor.get(url(wave)).content.decode()

    assert not any(url(wave, each) in page for each in ("release", "schedule", "cancel"))


def test_the_way_out_of_a_dialog_is_not_called_as_what_it_may_do(supervisor):
    queue()

    asked = supervisor.get(url(plan(), "cancel")).content.decode()

    assert "Cancel the wave" in asked
    assert asked.count("Cancel") == 2  # the question and the button that does it
    assert "Back" in asked


def test_a_dialog_in_the_page_leads_back_to_it(supervisor):
    queue()
    wave = plan()

    answer = supervisor.post(url(wave, "release"), SURE, headers={"HX-Request": "true"})

    assert answer.headers["HX-Redirect"] == url(wave)


def test_cancels_with_a_reason(supervisor):
    queue()
    wave = plan()

    supervisor.post(url(wave, "cancel"), SURE)
    assert status(wave) is WaveStatus.PLANNED
    supervisor.post(url(wave, "cancel"), SURE | {"reason": "no truck"})

    assert status(wave) is WaveStatus.CANCELLED


def test_says_why_it_is_refused(supervisor):
    order = queue()
    wave = plan()
    remove_order(RemoveOrder(wave_id=wave.wave_id, order_id=order, actor="user:7"))
    published = WavingOutbox.objects.count()

    page = supervisor.post(url(wave, "release"), SURE, follow=True)

    assert f"Refused: {wave.number} is cancelled" in page.content.decode()
    assert (status(wave), WavingOutbox.objects.count()) == (WaveStatus.CANCELLED, published)


def test_the_page_of_a_cancelled_wave_shows_what_was_in_it(supervisor):
    make_site()
    left, stayed = queue(), queue()
    wave = plan()
    remove(wave, left)
    cancel(wave)

    page = supervisor.get(url(wave)).content.decode()

    for shown in (f"O-{str(left)[-6:]}", f"O-{str(stayed)[-6:]}", "taken out", "no truck"):
        assert shown in page


def test_who_may_only_look_has_no_buttons(client):
    viewer = log_in(client, "viewer")
    queue()
    wave = plan()

    assert url(wave, "release") not in viewer.get(url(wave)).content.decode()
    assert viewer.post(url(wave, "release"), SURE).status_code == 403
    assert viewer.post(url(wave, "cancel"), SURE).status_code == 403
    assert status(wave) is WaveStatus.PLANNED


def test_an_unknown_wave_has_no_page(supervisor):
    assert supervisor.post("/admin/waving/wave/nonsense/release/", SURE).status_code == 404


def test_the_list_of_candidates_shows_each_state(supervisor):
    make_site()
    queue()

    page = supervisor.get(reverse("admin:waving_candidate_changelist")).content.decode()

    assert "can be planned" in page
    assert "next day" in page


def test_a_supervisor_writes_templates(supervisor, client):
    site = make_site()

    answer = supervisor.post(
        reverse("admin:waving_wavetemplate_add"),
        {
            "warehouse_id": str(site.warehouse_id),
            "name": "all day",
            "max_orders": 50,
            "max_lines": 500,
            "max_wait": "00:10:00",
            "release_policy": "scheduled",
            "is_active": "on",
        },
    )

    assert answer.status_code == 302
    made = WaveTemplate.objects.get()
    assert (made.warehouse_id, made.name, made.max_orders) == (site.warehouse_id, "all day", 50)
    listed = supervisor.get(reverse("admin:waving_wavetemplate_changelist")).content.decode()
    assert "all day" in listed
    assert "LON1" in listed
    viewer = log_in(client, "viewer")
    assert viewer.get(reverse("admin:waving_wavetemplate_add")).status_code == 403
