"""A token of another client: it sees nothing, changes nothing, and nothing is published."""

import pytest

from tests.factories.waving import note, queue
from tests.support.api import Api, make_site
from tests.support.tables import rows_of
from wms.platform.ids import new_id
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewClient
from wms.waving.contracts import AddOrders, NewWave, PlanWave, ReleaseWave, WaveId
from wms.waving.models import Candidate, Wave, WaveOrder, WavingOutbox
from wms.waving.services.add_orders import add_orders
from wms.waving.services.plan_wave import plan_wave
from wms.waving.services.release_wave import release_wave

pytestmark = pytest.mark.django_db
URL = "/api/v1/waves"


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def ours(site):
    """An order of the client whose token asks; it waits for a wave."""
    return queue(warehouse_id=site.warehouse_id, client_id=site.client_id)


@pytest.fixture
def theirs(site):
    """An order of another client in the same building; it waits for a wave."""
    other = tenancy.create_client(NewClient(code="other"))
    return queue(warehouse_id=site.warehouse_id, client_id=other.client_id)


@pytest.fixture
def api(site):
    del site
    return Api("supervisor")


def plan_for_the_building(site, *order_ids):
    wave = plan_wave(
        PlanWave(
            warehouse_id=site.warehouse_id, wave=NewWave(order_ids=order_ids), actor="schedule"
        )
    )
    return wave.wave_id


def everything():
    return rows_of(Wave, WaveOrder, Candidate, WavingOutbox)


@pytest.mark.parametrize("is_shared", [False, True], ids=["theirs", "ours and theirs"])
@pytest.mark.parametrize("deed", ["release", "cancel", "add", "remove theirs", "remove ours"])
def test_a_wave_with_orders_of_somebody_else_is_not_there(api, site, theirs, is_shared, deed):
    ours = queue(warehouse_id=site.warehouse_id, client_id=site.client_id)
    members = (ours, theirs) if is_shared else (theirs,)
    one = f"{URL}/{plan_for_the_building(site, *members)}"
    waiting = queue(warehouse_id=site.warehouse_id, client_id=site.client_id)
    before = everything()

    answer = {
        "release": lambda: api.post(f"{one}/release"),
        "cancel": lambda: api.post(f"{one}/cancel", {"reason": "no truck"}),
        "add": lambda: api.post(f"{one}/orders", {"order_ids": [str(waiting)]}),
        "remove theirs": lambda: api.delete(f"{one}/orders/{theirs}"),
        "remove ours": lambda: api.delete(f"{one}/orders/{ours}"),
    }[deed]()

    assert (answer.status_code, answer.json()["code"]) == (404, "wave_not_found")
    assert everything() == before
    assert api.get(one).json()["code"] == "wave_not_found"
    assert api.get(URL).json()["results"] == []


def test_planning_takes_only_orders_of_the_client(api, site, ours, theirs):
    made = api.post(URL, {})

    listed = api.get(URL).json()["results"]
    assert (made.status_code, made.json()["order_count"]) == (201, 1)
    assert [each["wave_id"] for each in listed] == [made.json()["wave_id"]]
    assert Candidate.objects.get(order_id=ours).state == "planned"
    assert Candidate.objects.get(order_id=theirs).state == "plannable"


def test_there_is_nothing_to_plan_where_only_others_wait(api, theirs):
    before = everything()

    answer = api.post(URL, {})

    assert (answer.status_code, answer.json()["code"]) == (409, "wave_empty")
    assert everything() == before


def test_an_order_of_somebody_else_cannot_be_named(api, ours, theirs):
    one = api.post(URL, {"order_ids": [str(ours)]}).headers["Location"]
    number = Candidate.objects.get(order_id=theirs).number
    before = everything()

    answers = [
        api.post(URL, {"order_ids": [str(theirs)]}),
        api.post(f"{one}/orders", {"order_ids": [str(theirs)]}),
    ]

    for answer in answers:
        assert (answer.status_code, answer.json()["code"]) == (409, "order_not_plannable")
        assert number not in answer.content.decode()
    assert everything() == before


def test_a_wave_is_lost_to_the_client_when_the_building_adds_an_order_of_another(api, ours, theirs):
    one = api.post(URL, {"order_ids": [str(ours)]}).headers["Location"]
    wave_id = WaveId(Wave.objects.get().id)

    add_orders(AddOrders(wave_id=wave_id, order_ids=(theirs,), actor="user:7"))

    assert api.post(f"{one}/release").json()["code"] == "wave_not_found"
    assert Wave.objects.get().client_id is None


def test_the_building_releases_a_wave_of_several_clients(site, ours, theirs):
    wave_id = plan_for_the_building(site, ours, theirs)

    released = release_wave(ReleaseWave(wave_id=wave_id, actor="sue"))

    assert (released.status, released.order_count) == ("released", 2)


def test_a_token_of_another_client_sees_no_more_than_of_a_wave_that_never_was(api, site, theirs):
    note(warehouse_id=site.warehouse_id, client_id=site.client_id)
    foreign = plan_for_the_building(site, theirs)
    unknown = new_id()

    answers = [api.post(f"{URL}/{wave_id}/release").json() for wave_id in (foreign, unknown)]

    told = [
        {key: str(value).replace(str(wave_id), "ID") for key, value in answer.items()}
        for answer, wave_id in zip(answers, (foreign, unknown), strict=True)
    ]
    for each in told:
        each.pop("request_id", None)
        each.pop("instance", None)
    assert told[0] == told[1]
