"""Waves over HTTP."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.waving import queue
from tests.support.api import Api, make_site
from wms.waving.models import Wave, WavingOutbox

pytestmark = pytest.mark.django_db
URL = "/api/v1/waves"


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def api(site):
    return Api("supervisor")


def test_a_wave_is_planned_changed_and_released(api, site):
    first, second = (queue(warehouse_id=site.warehouse_id, client_id=site.client_id) for _ in "ab")

    made = api.post(URL, {"max_orders": 1})
    one = made.headers["Location"]
    added = api.post(f"{one}/orders", {"order_ids": [str(second)]})
    removed = api.delete(f"{one}/orders/{first}")
    released = api.post(f"{one}/release")
    read = api.get(one)

    assert [each.status_code for each in (made, added, removed, released, read)] == [
        201,
        200,
        200,
        200,
        200,
    ]
    assert [each.json()["order_count"] for each in (made, added, removed)] == [1, 2, 1]
    assert read.json()["wave"] == released.json()
    assert (released.json()["status"], released.json()["version"]) == ("released", 5)
    assert read.json()["orders"] == [
        {
            "order_id": str(second),
            "number": read.json()["orders"][0]["number"],
            "priority_rank": 1,
            "lines": 1,
            "units": 2,
            "is_done": False,
            "left_at": None,
            "left_because": "",
        }
    ]
    assert Wave.objects.get().released_by == api.actor


def test_planning_is_locked_before_a_wave_that_is_changed_only_as_it_was_seen(api, site):
    _first, second = (queue(warehouse_id=site.warehouse_id, client_id=site.client_id) for _ in "ab")
    one = api.post(URL, {"max_orders": 1}).headers["Location"]
    seen = api.get(one).headers["ETag"]

    with CaptureQueriesContext(connection) as asked:
        added = api.post(f"{one}/orders", {"order_ids": [str(second)]}, If_Match=seen)

    assert (added.status_code, added.json()["order_count"]) == (200, 2)
    locks = [
        "planning" if "pg_advisory_xact_lock" in each["sql"] else "row"
        for each in asked
        if "pg_advisory_xact_lock" in each["sql"] or " FOR UPDATE" in each["sql"]
    ]
    assert locks[:2] == ["planning", "row"]


def test_a_wave_is_dissolved(api, site):
    queue(warehouse_id=site.warehouse_id, client_id=site.client_id)
    one = api.post(URL, {}).headers["Location"]

    cancelled = api.post(f"{one}/cancel", {"reason": "no truck"})

    assert (cancelled.status_code, cancelled.json()["status"]) == (200, "cancelled")
    assert api.post(URL, {}).status_code == 201


def test_a_repeat_with_the_same_key_plans_once(api, site):
    for _ in range(2):
        queue(warehouse_id=site.warehouse_id, client_id=site.client_id)

    answers = [api.post(URL, {"max_orders": 1}, Idempotency_Key="k-1") for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert Wave.objects.count() == 1


def test_lists_waves_by_status_and_warehouse(api, site):
    waves = []
    for _ in range(3):
        queue(warehouse_id=site.warehouse_id, client_id=site.client_id)
        waves.append(api.post(URL, {}).json())
    api.post(f"{URL}/{waves[0]['wave_id']}/release")

    def listed(**query):
        return [wave["number"] for wave in api.get(URL, query).json()["results"]]

    numbers = [wave["number"] for wave in waves]
    assert listed() == numbers[::-1]
    assert listed(status="released") == numbers[:1]
    assert listed(warehouse=site.warehouse, limit=2) == numbers[:0:-1]
    assert api.get(URL, {"warehouse": "NOWHERE"}).json()["code"] == "unknown_warehouse"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"max_orders": 0}, "/max_orders"),
        ({"max_orders": 5001}, "/max_orders"),
        ({"max_lines": "many"}, "/max_lines"),
        ({"order_ids": ["x"]}, "/order_ids/0"),
        ({"cutoff_at": "2026-11-22T10:00:00"}, "/cutoff_at"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_refuses_a_malformed_body(api, site, body, pointer):
    queue(warehouse_id=site.warehouse_id, client_id=site.client_id)

    answer = api.post(URL, body)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
    assert (Wave.objects.count(), WavingOutbox.objects.count()) == (0, 0)


def test_answers_refusals_with_their_codes(api, site):
    assert (api.post(URL, {}).status_code, api.post(URL, {}).json()["code"]) == (409, "wave_empty")
    unknown = {"order_ids": [str(uuid4())]}
    assert api.post(URL, unknown).json()["code"] == "order_not_plannable"

    order = queue(warehouse_id=site.warehouse_id, client_id=site.client_id)
    one = api.post(URL, {}).headers["Location"]
    api.post(f"{one}/release")
    published = WavingOutbox.objects.count()

    for answer, status, code in [
        (api.post(f"{one}/orders", unknown), 409, "wave_not_open"),
        (api.post(f"{one}/cancel", {"reason": "no truck"}), 409, "wave_not_open"),
        (api.delete(f"{one}/orders/{order}"), 409, "order_released"),
        (api.delete(f"{one}/orders/{uuid4()}"), 404, "order_not_in_wave"),
        (api.get(f"{URL}/{uuid4()}"), 404, "wave_not_found"),
        (api.post(f"{URL}/{uuid4()}/release"), 404, "wave_not_found"),
    ]:
        assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert WavingOutbox.objects.count() == published


def test_who_may_only_look_changes_nothing(api, site):
    queue(warehouse_id=site.warehouse_id, client_id=site.client_id)
    one = api.post(URL, {}).headers["Location"]
    viewer, picker = Api("viewer"), Api("picker")

    assert viewer.get(one).status_code == 200
    assert picker.get(one).status_code == 403
    for url, body in [
        (URL, {}),
        (f"{one}/release", None),
        (f"{one}/cancel", {"reason": "no truck"}),
        (f"{one}/orders", {"order_ids": [str(uuid4())]}),
    ]:
        assert viewer.post(url, body).status_code == 403
    assert viewer.delete(f"{one}/orders/{uuid4()}").status_code == 403
    assert Wave.objects.get().status == "planned"
