"""Transfers, adjustments, changes of status, pick faces and thresholds over HTTP."""

from decimal import Decimal

import pytest
from django.utils import timezone

from tests.factories.inventory import allocating
from tests.inventory.adjustments.bodies import (
    BODIES,
    PATHS,
    adjustment,
    everything,
    status_change,
    threshold,
)
from tests.support.api import Api
from wms.inventory import facade as inventory
from wms.inventory.contracts import ReserveStock, StockLine
from wms.inventory.replenishment.commands.watch_low_stock import watch_low_stock
from wms.inventory.replenishment.contracts.levels import WatchLowStock
from wms.kernel.ids import OrderId
from wms.platform.ids import new_id

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stocked")]
V1 = "/api/v1"


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


def test_a_large_adjustment_waits_for_approval(api, settings):
    settings.ADJUSTMENT_LIMIT_UNITS = 2
    asked = api.post(f"{V1}/adjustments", adjustment()).json()
    one = f"{V1}/adjustments/{asked['adjustment_id']}"

    mine = api.post(f"{one}/approve", {})
    other = Api("integrator", name="bob").post(f"{one}/approve", {})
    boss = Api("supervisor", name="eve")
    approved = [boss.post(f"{one}/approve", {}) for _time in range(2)]
    late = boss.post(f"{one}/reject", {"reason": "no"})

    assert (asked["status"], asked["asked_by"]) == ("pending", api.actor)
    assert (mine.status_code, mine.json()["code"]) == (409, "same_person")
    assert other.status_code == 403
    assert [each.status_code for each in approved] == [200, 200]
    assert approved[0].json() == approved[1].json() == api.get(one).json()
    assert (approved[0].json()["status"], approved[0].json()["decided_by"]) == (
        "posted",
        boss.actor,
    )
    assert (late.status_code, late.json()["code"]) == (409, "adjustment_decided")
    assert api.get(f"{V1}/stock/bolt-m8").json()["level"]["usable"] == 7
    listed = api.get(f"{V1}/adjustments", {"status": "pending"}).json()["results"]
    assert listed == []


def test_a_few_units_of_much_value_wait_for_approval(api, settings):
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
    # What the goods were worth within the period counts, whatever is said of them now.
    assert (alone["status"], alone["worth"]) == ("pending", {"EUR": "37.5000"})


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


def test_low_stock_is_listed(api):
    api.post(f"{V1}/stock-thresholds", threshold(11))

    before = api.get(f"{V1}/stock-thresholds", {"is_low": "true"}).json()["results"]
    watch_low_stock(WatchLowStock(now=timezone.now()))
    low = api.get(f"{V1}/stock-thresholds", {"is_low": "true", "sku": "bolt-m8"}).json()["results"]

    assert before == []
    assert [(each["sku"], each["atp"], each["low_stock_at"]) for each in low] == [
        ("BOLT-M8", 10, 11)
    ]
    assert low[0]["low_since"]
