"""A wave has a cut-off, when its truck leaves: not in the past, and shown when it nears."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.waving import (
    WAREHOUSE,
    add,
    cancel,
    plan,
    published,
    queue,
    release,
)
from tests.support.api import Api, make_site
from tests.support.people import log_in
from wms.kernel.pages import PageRequest
from wms.waving import facade as waving
from wms.waving.contracts import (
    CutoffPassed,
    NewWave,
    NoteTaskEnded,
    PlanWave,
    ReleasedTooLate,
    TruckLeft,
    Wave,
    WaveFilter,
    WaveStatus,
)
from wms.waving.domain.cutoffs import is_at_risk
from wms.waving.models import Wave as WaveRow
from wms.waving.selectors.waves import get_wave, list_waves
from wms.waving.services.note_task_ended import note_task_ended
from wms.waving.services.plan_wave import plan_wave

pytestmark = pytest.mark.django_db
URL = "/api/v1/waves"
HOUR = timedelta(hours=1)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def plan_for(cutoff_at: datetime, release_at: datetime | None = None) -> Wave:
    wanted = NewWave(cutoff_at=cutoff_at, release_at=release_at)
    return plan_wave(PlanWave(warehouse_id=WAREHOUSE, wave=wanted, actor="sue"))


def is_shown_at_risk(wave: Wave) -> bool:
    shown = get_wave(wave_id=wave.wave_id).wave.is_at_risk
    page = list_waves(filters=WaveFilter(at_risk=True), page=PageRequest())
    other = list_waves(filters=WaveFilter(at_risk=False), page=PageRequest())
    assert (wave.wave_id in {each.wave_id for each in page.results}) is shown
    assert (wave.wave_id in {each.wave_id for each in other.results}) is not shown
    return shown


@pytest.mark.parametrize(
    ("wave", "refusal"),
    [
        (NewWave(cutoff_at=datetime(2020, 1, 1, tzinfo=UTC)), CutoffPassed),
        (
            NewWave(cutoff_at=datetime(2120, 1, 1, tzinfo=UTC), release_at=NOW.replace(year=2121)),
            ReleasedTooLate,
        ),
    ],
)
def test_a_cut_off_in_the_past_is_refused(wave, refusal):
    queue()

    with pytest.raises(refusal):
        plan_wave(PlanWave(warehouse_id=WAREHOUSE, wave=wave, actor="sue"))

    assert (WaveRow.objects.count(), published()) == (0, [])
    assert plan().order_count == 1


def test_a_wave_whose_truck_has_left_takes_no_more_orders(time_machine):
    there = queue()
    wave = plan_for(timezone.now() + HOUR)
    late = queue()
    before = published()
    time_machine.move_to(timezone.now() + HOUR)

    with pytest.raises(TruckLeft):
        add(wave, late)

    assert (get_wave(wave_id=wave.wave_id).wave.order_count, published()) == (1, before)
    assert add(wave, there).order_count == 1
    assert release(wave).status is WaveStatus.RELEASED


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({"cutoff_at": "2020-01-01T00:00:00Z"}, "cutoff_passed", "/cutoff_at"),
        (
            {"cutoff_at": "2120-01-01T00:00:00Z", "release_at": "2120-01-01T00:00:00Z"},
            "released_too_late",
            "/release_at",
        ),
    ],
)
def test_the_answer_names_what_is_refused(body, code, pointer):
    site = make_site()
    queue(warehouse_id=site.warehouse_id, client_id=site.client_id)

    answer = Api("supervisor").post(URL, body)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [
        (pointer, code)
    ]
    assert (WaveRow.objects.count(), published()) == (0, [])


@pytest.mark.parametrize(
    ("status", "cutoff_in", "expected"),
    [
        (WaveStatus.PLANNED, timedelta(minutes=61), False),
        (WaveStatus.PLANNED, timedelta(minutes=60), True),
        (WaveStatus.IN_PROGRESS, -HOUR, True),
        (WaveStatus.COMPLETED, -HOUR, False),
        (WaveStatus.CANCELLED, -HOUR, False),
        (WaveStatus.PLANNED, None, False),
    ],
)
def test_at_risk_is_what_has_work_left_shortly_before_its_truck_leaves(status, cutoff_in, expected):
    cutoff_at = None if cutoff_in is None else NOW + cutoff_in

    assert is_at_risk(status, cutoff_at, now=NOW, warning=HOUR) is expected


def test_a_wave_whose_cut_off_nears_is_shown_at_risk_until_its_work_is_done(settings):
    settings.CUTOFF_WARNING = HOUR
    order = queue()
    wave = plan_for(timezone.now() + HOUR * 2)
    assert not is_shown_at_risk(wave)

    settings.CUTOFF_WARNING = HOUR * 3
    assert is_shown_at_risk(wave)
    release(wave)
    assert is_shown_at_risk(wave)
    note_task_ended(NoteTaskEnded(wave_id=wave.wave_id, order_id=order))

    assert not is_shown_at_risk(wave)


def test_a_wave_without_a_cut_off_and_a_cancelled_one_are_never_at_risk(settings):
    settings.CUTOFF_WARNING = HOUR * 3
    queue()
    wave = plan()
    assert not is_shown_at_risk(wave)
    cancel(wave)

    other = plan_for(timezone.now() + HOUR)
    cancel(other)

    assert not is_shown_at_risk(other)


def test_the_admin_shows_which_waves_are_at_risk(client, settings):
    settings.CUTOFF_WARNING = HOUR
    make_site()
    supervisor = log_in(client, "supervisor")
    queue()
    wave = plan_for(timezone.now() + HOUR * 2)
    pages = (
        reverse("admin:waving_wave_changelist"),
        reverse("admin:waving_wave_change", args=[wave.wave_id]),
    )
    for page in pages:
        assert "at risk" not in supervisor.get(page).content.decode()

    settings.CUTOFF_WARNING = HOUR * 3

    for page in pages:
        assert "at risk" in supervisor.get(page).content.decode()


def test_the_saga_reads_the_cut_off_of_the_wave():
    order = queue()
    assert waving.get_queued_order(order_id=order).cutoff_at is None
    cutoff_at = timezone.now() + HOUR

    wave = plan_for(cutoff_at)

    assert waving.get_queued_order(order_id=order).cutoff_at == cutoff_at
    cancel(wave)
    assert waving.get_queued_order(order_id=order).cutoff_at is None
