"""What a stock keeper is refused over HTTP, and that nothing changes."""

import pytest

from tests.inventory.adjustments.bodies import (
    BODIES,
    PATHS,
    adjustment,
    everything,
    face,
    status_change,
    threshold,
    transfer,
)
from tests.support.api import Api, make_site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stocked")]
V1 = "/api/v1"


@pytest.mark.parametrize(
    ("path", "body", "refusal"),
    [
        ("transfers", transfer(11), (409, "goods_missing")),
        ("transfers", transfer(to_location="A-01"), (422, "same_place")),
        ("transfers", transfer(to_location="A-99"), (404, "location_not_found")),
        ("transfers", transfer(sku="NUT"), (404, "sku_not_found")),
        ("transfers", transfer(lot="L9"), (404, "lot_not_found")),
        ("transfers", transfer(0), (400, "invalid")),
        ("transfers", transfer(-1), (400, "invalid")),
        ("transfers", transfer(1.5), (400, "invalid")),
        ("transfers", transfer(status="rotten"), (400, "invalid")),
        ("transfers", {"reference": "TR-1", "lines": []}, (400, "invalid")),
        ("transfers", transfer() | {"warehouse": "X"}, (422, "unknown_warehouse")),
        ("adjustments", adjustment(-11), (409, "goods_missing")),
        ("adjustments", adjustment(0), (400, "invalid")),
        ("adjustments", adjustment(0.5), (400, "invalid")),
        ("adjustments", adjustment() | {"reason_code": "magic"}, (400, "invalid")),
        ("adjustments", adjustment() | {"colour": "red"}, (400, "invalid")),
        ("adjustments", adjustment(location="supplier"), (404, "location_not_found")),
        ("status-changes", status_change(11), (409, "goods_missing")),
        ("status-changes", status_change(to_status="usable"), (422, "status_not_allowed")),
        ("status-changes", status_change(-1), (400, "invalid")),
        ("pick-faces", face(location="R-01"), (422, "not_a_pick_location")),
        ("pick-faces", face(31, 30), (400, "invalid")),
        ("pick-faces", face(-1), (400, "invalid")),
        ("stock-thresholds", threshold(sku="NUT"), (404, "sku_not_found")),
        ("stock-thresholds", threshold(-1), (400, "invalid")),
    ],
)
def test_refuses_bad_input_with_a_code_and_changes_nothing(api, path, body, refusal):
    before = everything()

    answer = api.post(f"{V1}/{path}", body)

    assert (answer.status_code, answer.json()["code"]) == refusal
    assert answer["Content-Type"].startswith("application/problem+json")
    assert everything() == before


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("transfers", transfer(5), "transfer_differs"),
        ("adjustments", adjustment(-4), "adjustment_differs"),
        ("status-changes", status_change(3), "status_change_differs"),
    ],
)
def test_a_reference_is_used_once(api, path, body, code):
    api.post(f"{V1}/{path}", BODIES[path])
    before = everything()

    answer = api.post(f"{V1}/{path}", body)

    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert everything() == before


def test_faults_have_pointers(api):
    answer = api.post(f"{V1}/adjustments", adjustment(0.5, reason="x"))

    pointers = {each["pointer"] for each in answer.json()["errors"]}
    assert pointers == {"/lines/0/quantity", "/lines/0/reason"}


@pytest.mark.parametrize("path", PATHS)
def test_a_viewer_may_look_only(path):
    assert Api("viewer").get(f"{V1}/{path}").status_code == 200
    assert Api("viewer").post(f"{V1}/{path}", BODIES[path]).status_code == 403


def test_a_token_of_another_client_finds_nothing_and_changes_nothing(api, settings):
    settings.ADJUSTMENT_LIMIT_UNITS = 2
    made = {path: api.post(f"{V1}/{path}", BODIES[path]).json() for path in PATHS}
    make_site(client="other", warehouse="PAR1")
    other = Api("supervisor", client="other", name="eve")
    one = f"{V1}/adjustments/{made['adjustments']['adjustment_id']}"
    before = everything()

    lists = [other.get(f"{V1}/{path}").json()["results"] for path in PATHS]
    answers = [
        other.get(one),
        other.post(f"{one}/approve", {}),
        other.post(f"{one}/reject", {"reason": "no"}),
        *(other.post(f"{V1}/{path}", BODIES[path] | {"warehouse": "LON1"}) for path in PATHS),
    ]

    assert lists == [[]] * len(PATHS)
    codes = [(each.status_code, each.json()["code"]) for each in answers]
    assert codes == [(404, "adjustment_not_found")] * 3 + [(404, "sku_not_found")] * 5
    assert everything() == before
