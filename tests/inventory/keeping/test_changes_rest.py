"""Transfers, adjustments, changes of status, pick faces and thresholds over HTTP."""

from decimal import Decimal

import pytest
from django.utils import timezone

from tests.factories.inventory import allocating
from tests.support.api import Api, make_site
from wms.inventory import facade as inventory
from wms.inventory.contracts import ReserveStock, StockLine, WatchLowStock
from wms.inventory.models import (
    Adjustment,
    InventoryOutbox,
    PickFace,
    StatusChange,
    StockMovement,
    StockThreshold,
    StockUnit,
    Transfer,
)
from wms.kernel.ids import OrderId
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db
V1 = "/api/v1"
PATHS = ("transfers", "adjustments", "status-changes", "pick-faces", "stock-thresholds")


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def api(site):
    del site
    return Api("supervisor", name="ada")


@pytest.fixture(autouse=True)
def stocked(api):
    api.post(f"{V1}/skus", {"code": "bolt-m8"})
    api.post(f"{V1}/locations", {"code": "A-01", "kind": "pick"})
    api.post(f"{V1}/locations", {"code": "R-01", "kind": "reserve"})
    line = {"sku": "bolt-m8", "location": "A-01", "quantity": 10}
    api.post(f"{V1}/receipts", {"reference": "ASN-1", "lines": [line]})


def transfer(quantity=4, reference="TR-1", **line):
    usual = {"sku": "bolt-m8", "from_location": "A-01", "to_location": "R-01"}
    return {"reference": reference, "lines": [usual | {"quantity": quantity} | line]}


def adjustment(quantity=-3, reference="AD-1", **line):
    usual = {"sku": "bolt-m8", "location": "A-01", "quantity": quantity}
    return {
        "reference": reference,
        "reason_code": "lost",
        "lines": [usual | line],
    }


def status_change(quantity=2, reference="SC-1", **line):
    usual = {"sku": "bolt-m8", "location": "A-01", "quantity": quantity, "to_status": "damaged"}
    return {
        "reference": reference,
        "reason_code": "damaged",
        "lines": [usual | line],
    }


def face(minimum=5, maximum=30, **more):
    usual = {"sku": "bolt-m8", "location": "A-01", "minimum": minimum, "maximum": maximum}
    return usual | more


def threshold(low_stock_at=5, **more):
    return {"sku": "bolt-m8", "low_stock_at": low_stock_at} | more


BODIES = {
    "transfers": transfer(),
    "adjustments": adjustment(),
    "status-changes": status_change(),
    "pick-faces": face(),
    "stock-thresholds": threshold(),
}


def everything():
    return [
        list(model.objects.order_by("pk").values())
        for model in (
            Transfer,
            Adjustment,
            StatusChange,
            PickFace,
            StockThreshold,
            StockMovement,
            StockUnit,
            InventoryOutbox,
        )
    ]


@pytest.mark.parametrize("path", PATHS)
def test_what_was_asked_for_is_listed_as_it_was_answered(api, path):
    made = api.post(f"{V1}/{path}", BODIES[path])

    assert made.status_code == 201, made.content
    assert api.get(f"{V1}/{path}").json()["results"] == [made.json()]
    assert api.get(f"{V1}/{path}", {"warehouse": "LON1"}).json()["results"] == [made.json()]


@pytest.mark.parametrize("path", PATHS)
def test_the_same_key_is_answered_as_before(api, path):
    first, again = (api.post(f"{V1}/{path}", BODIES[path], Idempotency_Key="k") for _ in range(2))
    before = everything()

    other = api.post(f"{V1}/{path}", {"reference": "X"}, Idempotency_Key="k2")

    assert first.json() == again.json()
    assert again["Idempotent-Replay"] == "true"
    assert (other.status_code, everything()) == (400, before)


def test_a_large_adjustment_waits_for_a_second_person(api, settings):
    settings.ADJUSTMENT_LIMIT_UNITS = 2
    asked = api.post(f"{V1}/adjustments", adjustment()).json()
    one = f"{V1}/adjustments/{asked['adjustment_id']}"

    mine = api.post(f"{one}/approve", {})
    other = Api("integrator", name="bob").post(f"{one}/approve", {})
    boss = Api("supervisor", name="eve")
    approved = [boss.post(f"{one}/approve", {}) for _time in range(2)]
    late = boss.post(f"{one}/reject", {"reason": "no"})

    assert (asked["status"], asked["asked_by"]) == ("pending", "ada")
    assert (mine.status_code, mine.json()["code"]) == (409, "same_person")
    assert other.status_code == 403
    assert [each.status_code for each in approved] == [200, 200]
    assert approved[0].json() == approved[1].json() == api.get(one).json()
    assert (approved[0].json()["status"], approved[0].json()["decided_by"]) == ("posted", "eve")
    assert (late.status_code, late.json()["code"]) == (409, "adjustment_decided")
    assert api.get(f"{V1}/stock/bolt-m8").json()["level"]["usable"] == 7
    listed = api.get(f"{V1}/adjustments", {"status": "pending"}).json()["results"]
    assert listed == []


def test_a_few_units_of_much_value_wait_for_a_second_person(api, settings):
    settings.ADJUSTMENT_LIMIT_VALUE = Decimal(30)
    worth = {"amount": "12.50", "currency": "EUR"}

    sku = api.post(f"{V1}/sku-values", {"sku": "bolt-m8", "value": worth})
    known = api.get(f"{V1}/skus").json()["results"]
    asked = api.post(f"{V1}/adjustments", adjustment()).json()
    api.post(f"{V1}/sku-values", {"sku": "bolt-m8", "value": None})
    alone = api.post(f"{V1}/adjustments", adjustment(reference="AD-2")).json()

    assert sku.json()["value"] == {"amount": "12.5", "currency": "EUR"}
    assert known == [sku.json()]
    assert (asked["status"], asked["worth"]) == ("pending", {"EUR": "37.5000"})
    assert (alone["status"], alone["worth"]) == ("posted", {})


@pytest.mark.parametrize(
    "value", [{"amount": "-1", "currency": "EUR"}, {"amount": 1.5, "currency": "EUR"}, "1"]
)
def test_a_value_is_a_decimal_and_a_currency(api, value):
    answer = api.post(f"{V1}/sku-values", {"sku": "bolt-m8", "value": value})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_a_rejected_adjustment_moves_nothing(api, settings):
    settings.ADJUSTMENT_LIMIT_UNITS = 2
    asked = api.post(f"{V1}/adjustments", adjustment()).json()
    one = f"{V1}/adjustments/{asked['adjustment_id']}"

    rejected = Api("supervisor", name="eve").post(f"{one}/reject", {"reason": "count again"})

    assert (rejected.json()["status"], rejected.json()["decision"]) == ("rejected", "count again")
    assert api.get(f"{V1}/stock/bolt-m8").json()["level"]["usable"] == 10


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("adjustments", adjustment(-5, "AD-2")),
        ("status-changes", status_change(5, "SC-2")),
    ],
)
def test_claimed_goods_go_only_by_force_of_a_supervisor(api, site, path, body):
    order = ReserveStock(
        order_id=OrderId(new_id()),
        client_id=site.client_id,
        warehouse_id=site.warehouse_id,
        lines=(StockLine(line_no=1, sku="BOLT-M8", quantity=8),),
        priority_rank=0,
    )
    inventory.reserve_stock(order)
    inventory.allocate_stock(allocating(order))
    forced = body | {"force": True}
    before = everything()

    refused = api.post(f"{V1}/{path}", body)
    not_allowed = Api("integrator").post(f"{V1}/{path}", forced)

    assert (refused.status_code, refused.json()["code"]) == (409, "stock_claimed")
    assert not_allowed.status_code == 403
    assert everything() == before
    assert api.post(f"{V1}/{path}", forced).status_code == 201


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


def test_low_stock_is_listed(api):
    api.post(f"{V1}/stock-thresholds", threshold(11))

    before = api.get(f"{V1}/stock-thresholds", {"is_low": "true"}).json()["results"]
    inventory.watch_low_stock(WatchLowStock(now=timezone.now()))
    low = api.get(f"{V1}/stock-thresholds", {"is_low": "true", "sku": "bolt-m8"}).json()["results"]

    assert before == []
    assert [(each["sku"], each["atp"], each["low_stock_at"]) for each in low] == [
        ("BOLT-M8", 10, 11)
    ]
    assert low[0]["low_since"]
