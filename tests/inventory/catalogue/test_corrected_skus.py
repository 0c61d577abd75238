"""A SKU that was registered wrongly is put right, and its history says by whom."""

from contextlib import suppress
from functools import partial

import pytest
from django.db import OperationalError
from django.urls import reverse

from tests.factories.inventory import CLIENT, put, receiving, register_location, register_sku
from tests.support.api import Api, make_site
from tests.support.database import connection
from tests.support.people import actor_called, log_in
from tests.support.races import at_once
from wms.inventory.catalogue.commands.set_sku_value import set_sku_value
from wms.inventory.catalogue.contracts.catalogue import NewSkuValue, SetSkuValue
from wms.inventory.catalogue.contracts.corrections import CorrectSku, SkuCorrection
from wms.inventory.catalogue.contracts.refusals import InvalidGtin, SkuInStock, SkuNotFound
from wms.inventory.catalogue.contracts.words import Tracking
from wms.inventory.catalogue.queries.skus import get_sku, list_sku_history
from wms.inventory.handling.commands.correct_sku import correct_sku
from wms.inventory.models import InventoryHistoryRecord, InventoryOutbox, Sku, StockUnit
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceiptLine
from wms.kernel.ids import ClientId
from wms.kernel.pages import PageRequest
from wms.orders.contracts import Money
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db
URL = "/api/v1/skus/BOLT-M8"
HISTORY = "/api/v1/sku-changes/BOLT-M8"
SURE = {"_form_submitted": "True"}


def correcting(code="BOLT-M8", client_id=CLIENT, **properties):
    return CorrectSku(
        client_id=client_id, code=code, correction=SkuCorrection(**properties), actor="ada"
    )


def receive_unless_changed(request):
    with suppress(OperationalError):
        receive_stock(request)


def facts():
    rows = InventoryOutbox.objects.filter(event_type__startswith="wms.inventory.sku-")
    return [
        (row.event_type.removeprefix("wms.inventory."), row.sequence) for row in rows.order_by("id")
    ]


def history():
    page = list_sku_history(client_id=CLIENT, code="BOLT-M8", page=PageRequest())
    return [
        (each.actor, each.reason, [(v.name, v.was, v.now) for v in each.values])
        for each in page.results
    ]


def test_is_put_right_said_and_kept_once():
    register_sku(weight_grams=10, gtin="4006381333931")
    request = correcting(weight_grams=12, gtin="", description="A bolt", reason="weighed again")

    corrected = correct_sku(request)

    assert (corrected.weight_grams, corrected.gtin, corrected.description) == (12, None, "A bolt")
    assert correct_sku(request) == corrected == get_sku(client_id=CLIENT, code="bolt-m8")
    value = NewSkuValue(sku="BOLT-M8", value=Money(amount="1", currency="EUR"))
    set_sku_value(SetSkuValue(client_id=CLIENT, value=value, actor="ada"))
    correct_sku(correcting(base_unit="box"))
    assert facts() == [
        ("sku-registered", 1),
        ("sku-corrected", 2),
        ("sku-valued", 3),
        ("sku-corrected", 4),
    ]
    assert history() == [
        ("ada", "", [("base_unit", "each", "box")]),
        (
            "ada",
            "weighed again",
            [
                ("description", "", "A bolt"),
                ("gtin", "4006381333931", ""),
                ("weight_grams", "10", "12"),
            ],
        ),
    ]


def test_refuses_what_is_wrong_and_what_is_not_there():
    register_sku()
    before = get_sku(client_id=CLIENT, code="BOLT-M8")

    for refusal, request in (
        (InvalidGtin, correcting(gtin="4006381333932", weight_grams=1)),
        (SkuNotFound, correcting("NUT", weight_grams=1)),
        (SkuNotFound, correcting(client_id=ClientId(new_id()), weight_grams=1)),
    ):
        with pytest.raises(refusal):
            correct_sku(request)

    assert get_sku(client_id=CLIENT, code="BOLT-M8") == before
    assert (facts(), InventoryHistoryRecord.objects.count()) == ([("sku-registered", 1)], 0)


def test_how_it_is_kept_changes_without_stock_only():
    register_sku()
    register_location()
    put(1)

    with pytest.raises(SkuInStock):
        correct_sku(correcting(tracking=Tracking.LOT))
    assert correct_sku(correcting(tracking=Tracking.NONE, weight_grams=5)).weight_grams == 5

    assert get_sku(client_id=CLIENT, code="BOLT-M8").tracking is Tracking.NONE


def test_once_it_is_kept_by_lot_first_goods_have_one():
    register_sku()
    register_location()

    assert correct_sku(correcting(tracking=Tracking.LOT)).tracking is Tracking.LOT

    receive_stock(receiving(NewReceiptLine(sku="BOLT-M8", location="A-01", quantity=3, lot="L1")))
    assert StockUnit.objects.get(on_hand__gt=0).lot == "L1"


@pytest.mark.damaged_books
def test_who_looked_before_it_changed_books_no_first_goods_without_a_lot():
    register_sku()
    register_location()
    put(1)
    StockUnit.objects.filter(on_hand__gt=0).update(on_hand=0)
    Sku.objects.update(tracking=Tracking.LOT)

    with pytest.raises(OperationalError, match="was changed meanwhile"), connection.cursor() as at:
        at.execute("UPDATE inventory.stock_units SET on_hand = 1 WHERE lot = ''")


@pytest.mark.django_db(transaction=True)
def test_received_and_changed_at_once_no_goods_are_without_what_they_are_kept_by():
    register_location()
    for number in range(8):
        code = f"NUT-{number}"
        register_sku(code)
        line = NewReceiptLine(sku=code, location="A-01", quantity=1)

        at_once(
            [
                partial(receive_unless_changed, receiving(line)),
                partial(correct_sku, correcting(code, tracking=Tracking.LOT)),
            ]
        )

        unnamed = StockUnit.objects.filter(sku__code=code, on_hand__gt=0, lot="").exists()
        kept = get_sku(client_id=CLIENT, code=code).tracking
        assert (unnamed, kept) in {(True, Tracking.NONE), (False, Tracking.LOT)}


def test_over_http_only_what_was_seen_is_changed(api):
    api.post("/api/v1/skus", {"code": "BOLT-M8", "weight_grams": 10})
    seen = api.get(URL).headers["ETag"]

    first = api.patch(URL, {"weight_grams": 12, "reason": "scale"}, If_Match=seen)
    second = api.patch(URL, {"weight_grams": 13}, If_Match=seen)
    kept = api.patch("/api/v1/skus/bolt-m8", {"description": None, "length_mm": 40})

    assert (first.status_code, first.json()["weight_grams"]) == (200, 12)
    assert (second.status_code, second.json()["code"]) == (412, "precondition_failed")
    assert (kept.json()["weight_grams"], kept.json()["length_mm"]) == (12, 40)
    assert api.get(URL).json() == kept.json()
    newest, oldest = api.get(HISTORY).json()["results"]
    assert newest["values"] == [{"name": "length_mm", "was": "0", "now": "40"}]
    assert (oldest["actor"], oldest["reason"]) == (api.actor, "scale")


def test_over_http_it_says_what_is_wrong(api):
    api.post("/api/v1/skus", {"code": "BOLT-M8"})
    before = api.get(URL).json()
    make_site("other", "PAR1", "Europe/Paris")

    answers = [
        api.patch(URL, {"code": "NUT"}),
        api.patch(URL, {"weight_grams": -1}),
        api.patch(URL, {"tracking": "colour"}),
        api.patch(URL, {"gtin": "123"}),
        api.patch("/api/v1/skus/NUT", {"weight_grams": 1}),
        Api("supervisor", client="other").patch(URL, {"weight_grams": 1}),
        Api("supervisor", client="other", name="eve").get(HISTORY),
        Api("viewer").patch(URL, {"weight_grams": 1}),
    ]

    assert [(each.status_code, each.json()["code"]) for each in answers] == [
        (400, "invalid"),
        (400, "invalid"),
        (400, "invalid"),
        (422, "invalid_gtin"),
        (404, "sku_not_found"),
        (404, "sku_not_found"),
        (404, "sku_not_found"),
        (403, "permission_denied"),
    ]
    assert api.get(URL).json() == before


def test_a_supervisor_corrects_it_on_its_page(client):
    lead = log_in(client, "supervisor")
    register_sku(weight_grams=10)
    row = Sku.objects.get()
    correct = reverse("admin:inventory_sku_correct", args=[row.pk])
    said = SURE | {"weight_grams": "12", "base_unit": "box", "reason": "weighed again"}

    unsaid = lead.post(correct, SURE | {"weight_grams": "12"}).content.decode()
    done = lead.post(correct, said, follow=True).content.decode()

    assert "This field is required" in unsaid
    assert "BOLT-M8 is corrected." in done
    for shown in ("weighed again", "weight_grams: 10 → 12", "base_unit: each → box"):
        assert shown in done
    assert InventoryHistoryRecord.objects.get().actor == actor_called("supervisor")
    assert (Sku.objects.get().length_mm, Sku.objects.get().tracking) == (0, "none")
