"""Counting over HTTP, as the floor and a supervisor see it."""

import pytest

from tests.support.api import Api, make_site
from tests.support.tables import rows_of
from wms.inventory.models import (
    CycleCount,
    CycleCountLine,
    InventoryOutbox,
    Location,
    StockMovement,
)
from wms.platform.ids import new_id
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewClient

pytestmark = pytest.mark.django_db
V1 = "/api/v1"
URL = f"{V1}/cycle-counts"
STEPS = ["start", "submit", "recount", "post", "cancel"]
BODIES = {"submit": {"lines": [], "complete": True}, "cancel": {"reason": "not now"}}


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def sue(site):
    return Api("supervisor", name="sue")


@pytest.fixture
def ann(site):
    return Api("picker", name="ann")


@pytest.fixture
def bob(site):
    return Api("picker", name="bob")


@pytest.fixture(autouse=True)
def stock(sue):
    sue.post(f"{V1}/skus", {"code": "bolt-m8"})
    sue.post(f"{V1}/locations", {"code": "A-01", "kind": "pick"})
    line = {"sku": "bolt-m8", "location": "A-01", "quantity": 100}
    sue.post(f"{V1}/receipts", {"reference": "ASN-1", "lines": [line]})


@pytest.fixture
def one(sue):
    return f"{URL}/{sue.post(URL, {'location': 'A-01'}).json()['count_id']}"


def bolts(quantity):
    return {"lines": [{"sku": "bolt-m8", "quantity": quantity}]}


def everything():
    return rows_of(CycleCount, CycleCountLine, InventoryOutbox, StockMovement, Location)


def test_from_asking_to_posting(sue, ann, bob, one):
    (listed,) = ann.get(URL, {"unfinished": "true", "location": "A-01"}).json()["results"]
    assert (listed["status"], listed["cause"], listed["location"]) == ("open", "requested", "A-01")

    assert ann.post(f"{one}/start").json()["worker"] == ann.actor
    first = ann.post(f"{one}/submit", bolts(60)).json()
    assert ann.post(f"{one}/start").json()["code"] == "another_person_needed"
    bob.post(f"{one}/start")
    second = bob.post(f"{one}/submit", bolts(60)).json()
    assert (first["status"], second["status"]) == ("recount", "counted")
    done = sue.post(f"{one}/post").json()

    assert (done["status"], done["posted_by"]) == ("posted", sue.actor)
    assert sue.get(f"{V1}/stock/bolt-m8").json()["level"]["usable"] == 60
    (loss,) = sue.get(f"{V1}/movements", {"cause": "count"}).json()["results"]
    assert (loss["to_location"], loss["quantity"], loss["actor"]) == ("adjustment", 40, sue.actor)


def test_counters_count_blind(sue, ann, bob, one):
    """Nothing a counter may ask tells of 100 units before the count is posted."""
    seen = [ann.post(f"{one}/start"), ann.get(one), ann.get(URL)]
    seen += [ann.post(f"{one}/submit", bolts(60)), ann.get(one), sue.get(one)]
    seen += [bob.post(f"{one}/start"), bob.get(one), sue.get(one)]
    seen += [bob.post(f"{one}/submit", bolts(60)), bob.get(one), ann.get(one), ann.get(URL)]

    for answer in seen:
        assert answer.status_code == 200
        assert "expected" not in answer.content.decode()
        assert all(not each["lines"] for each in answer.json().get("results", [answer.json()]))
    told = sue.get(one).json()["lines"]
    assert [(each["expected"], each["counted"], each["round_no"]) for each in told] == [
        (100, 60, 1),
        (100, 60, 2),
    ]
    sue.post(f"{one}/post")
    assert ann.get(one).json()["lines"] == told


def test_sends_back_and_gives_up(sue, ann, bob, one):
    for who in (ann, bob):
        who.post(f"{one}/start")
        who.post(f"{one}/submit", bolts(50))

    again = sue.post(f"{one}/recount").json()
    gone = sue.post(f"{one}/cancel", {"reason": "the shelf fell"}).json()

    assert (again["status"], again["worker"]) == ("recount", "")
    assert (gone["status"], gone["reason"]) == ("cancelled", "the shelf fell")
    assert not StockMovement.objects.filter(cause="count").exists()


def test_plans(sue):
    made = sue.post(f"{URL}/plan", {"limit": 5})

    assert made.status_code == 201
    assert made.json()["count_ids"] == [str(CycleCount.objects.get().id)]
    assert sue.post(f"{URL}/plan", {}).json()["count_ids"] == []


def test_a_key_makes_a_repeat_harmless(sue, ann, one):
    keyed = [ann.post(f"{one}/start", Idempotency_Key="k-1") for _ in range(2)]
    done = [ann.post(f"{one}/submit", bolts(99), Idempotency_Key="k-2") for _ in range(2)]

    assert keyed[0].json() == keyed[1].json()
    assert done[0].json() == done[1].json()
    assert done[0].json()["status"] == "recount" or StockMovement.objects.count() == 2


@pytest.mark.parametrize(
    ("path", "body", "refusal"),
    [
        ("", {"location": "A-99"}, (404, "location_not_found")),
        ("", {"location": "A-01", "warehouse": "X"}, (422, "unknown_warehouse")),
        ("", {"location": ""}, (400, "invalid")),
        ("", {"location": "A-01", "expected": 5}, (400, "invalid")),
        ("/plan", {"limit": 0}, (400, "invalid")),
        ("/plan", {"limit": 501}, (400, "invalid")),
        ("/ID/submit", bolts(-1), (400, "invalid")),
        ("/ID/submit", bolts(1.5), (400, "invalid")),
        ("/ID/submit", bolts("1"), (400, "invalid")),
        ("/ID/submit", bolts(10**30), (400, "invalid")),
        ("/ID/submit", {"lines": bolts(1)["lines"] * 2}, (400, "invalid")),
        ("/ID/submit", {"lines": [{"sku": "NUT", "quantity": 1}]}, (404, "sku_not_found")),
        (
            "/ID/submit",
            {"lines": [{"sku": "bolt-m8", "quantity": 1, "lot": "L9"}], "complete": True},
            (404, "lot_not_found"),
        ),
        (
            "/ID/submit",
            {"lines": [{"sku": "bolt-m8", "quantity": 1, "status": "missing"}]},
            (400, "invalid"),
        ),
        ("/ID/submit", {}, (422, "count_incomplete")),
        ("/ID/post", None, (409, "count_not_ready")),
        ("/ID/recount", None, (409, "count_not_ready")),
        ("/ID/cancel", {}, (400, "invalid")),
    ],
)
def test_refuses_bad_input_with_a_code_and_changes_nothing(sue, one, path, body, refusal):
    sue.post(f"{one}/start")
    before = everything()

    answer = sue.post(URL + path.replace("/ID", one.removeprefix(URL)), body)

    assert (answer.status_code, answer.json()["code"]) == refusal
    assert everything() == before


@pytest.mark.parametrize("step", STEPS)
def test_a_count_of_another_client_is_not_there(site, one, step):
    tenancy.create_client(NewClient(code="other"))
    stranger = Api("supervisor", client="other", name="eve")
    before = everything()

    foreign = stranger.post(f"{one}/{step}", BODIES.get(step))
    unknown = stranger.post(f"{URL}/{new_id()}/{step}", BODIES.get(step))

    assert (foreign.status_code, foreign.json()["code"]) == (404, "count_not_found")
    assert unknown.json()["code"] == "count_not_found"
    assert stranger.get(one).status_code == 404
    assert stranger.get(URL).json()["results"] == []
    assert everything() == before


def test_a_stranger_counts_only_goods_of_its_own(site, one):
    tenancy.create_client(NewClient(code="other"))
    stranger = Api("supervisor", client="other", name="eve")

    assert stranger.post(f"{URL}/plan", {}).json()["count_ids"] == []
    mine = f"{URL}/{stranger.post(URL, {'location': 'A-01'}).json()['count_id']}"
    stranger.post(f"{mine}/start")
    answer = stranger.post(f"{mine}/submit", {"lines": []})

    assert mine != one
    assert (answer.status_code, answer.json()["status"]) == (200, "posted")
    assert stranger.get(mine).json()["lines"] == []


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        ("viewer", "", 403),
        ("viewer", "/ID/start", 403),
        ("picker", "", 403),
        ("picker", "/plan", 403),
        ("picker", "/ID/recount", 403),
        ("picker", "/ID/post", 403),
        ("picker", "/ID/cancel", 403),
        ("picker", "/ID/start", 200),
        ("integrator", "/ID/post", 403),
    ],
)
def test_who_may_do_what(one, role, path, status):
    answer = Api(role, name="someone").post(URL + path.replace("/ID", one.removeprefix(URL)), {})

    assert answer.status_code == status
