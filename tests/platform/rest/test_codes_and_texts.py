"""Codes and texts are cleaned where they come in over HTTP, and refused where they cannot be."""

import pytest

from tests.orders.bodies import URL as ORDERS
from tests.orders.bodies import address, body, line
from tests.support.api import Api, make_site
from wms.inventory.catalogue.commands.register_location import register_location
from wms.inventory.catalogue.commands.register_sku import register_sku
from wms.inventory.catalogue.contracts.catalogue import (
    NewLocation,
    NewSku,
    RegisterLocation,
    RegisterSku,
)
from wms.inventory.catalogue.contracts.words import LocationKind, Tracking
from wms.inventory.models import InventoryOutbox, Receipt, StockUnit
from wms.orders.models import Order, OrdersOutbox

pytestmark = pytest.mark.django_db
RECEIPTS = "/api/v1/receipts"
NBSP, ZERO_WIDTH, OVERRIDE, LRM = "\xa0", "\u200b", "\u202e", "\u200e"


@pytest.fixture
def api():
    site = make_site()
    for code, tracking in (("BOLT-M8", Tracking.NONE), ("DRILL", Tracking.SERIAL)):
        sku = NewSku(code=code, tracking=tracking)
        register_sku(RegisterSku(client_id=site.client_id, sku=sku, actor="user:7"))
    place = NewLocation(code="A-1", kind=LocationKind.PICK)
    register_location(
        RegisterLocation(warehouse_id=site.warehouse_id, location=place, actor="user:7")
    )
    return Api("supervisor")


def receipt(reference, **of_line):
    of_line = {"sku": "BOLT-M8", "location": "A-1", "quantity": 5} | of_line
    return {"reference": reference, "lines": [of_line]}


@pytest.mark.parametrize("again", ["DN-1 ", "\tDN-1", f"{NBSP}DN-1", "DN-1\u3000"], ids=ascii)
def test_one_delivery_note_is_one_receipt_however_it_is_typed(api, again):
    first = api.post(RECEIPTS, receipt("DN-1"))
    second = api.post(RECEIPTS, receipt(again))

    assert (first.status_code, second.json()) == (201, first.json())
    assert Receipt.objects.count() == 1
    assert api.get("/api/v1/stock/BOLT-M8").json()["level"]["usable"] == 5


def test_one_serial_is_in_stock_once_however_it_is_typed(api):
    one = {"sku": "DRILL", "quantity": 1, "expires_on": None}
    first = api.post(RECEIPTS, receipt("DN-1", **one, lot="SN1"))
    published = InventoryOutbox.objects.count()
    second = api.post(RECEIPTS, receipt("DN-2", **one, lot="SN1 "))

    assert (first.status_code, second.status_code) == (201, 409)
    assert list(StockUnit.objects.values_list("lot", "on_hand")) == [("SN1", 1)]
    assert InventoryOutbox.objects.count() == published


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"external_ref": " "}, "/external_ref"),
        ({"external_ref": NBSP}, "/external_ref"),
        ({"external_ref": f"WEB{ZERO_WIDTH}1"}, "/external_ref"),
        ({"external_ref": f"WEB{NBSP}1"}, "/external_ref"),
        ({"external_ref": "WEB\x1d1"}, "/external_ref"),
        ({"customer_id": "\u3000"}, "/customer_id"),
        ({"shipping_address": address(line1="  ")}, "/shipping_address/line1"),
        ({"shipping_address": address(line1=f"1{OVERRIDE}2")}, "/shipping_address/line1"),
        ({"shipping_address": address(name="Ada\nLovelace")}, "/shipping_address/name"),
        ({"lines": [line(sku=f"BOLT{ZERO_WIDTH}M8")]}, "/lines/0/sku"),
    ],
    ids=ascii,
)
def test_what_is_blank_or_cannot_be_seen_is_refused_with_its_place(api, change, pointer):
    answer = api.post(ORDERS, body(**change))

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert (Order.objects.count(), OrdersOutbox.objects.count()) == (0, 0)


def test_an_order_is_kept_as_its_codes_and_texts_are_written_once(api):
    sent = body(
        external_ref=" WEB-1\t",
        customer_id="Cafe\u0301-1",
        shipping_address=address(name=f" Ada{LRM} Lovelace ", line2="  "),
    )

    order = api.post(ORDERS, sent).json()

    assert (order["external_ref"], order["customer_id"]) == ("WEB-1", "Caf\xe9-1")
    assert order["shipping_address"]["name"] == f"Ada{LRM} Lovelace"
    assert order["shipping_address"]["line2"] == ""
    assert api.post(ORDERS, body(external_ref="WEB-1")).status_code == 409


def test_questions_are_asked_in_the_same_spelling(api):
    api.post(ORDERS, body(external_ref="Caf\xe9-1"))

    found = api.get(ORDERS, {"external_ref": " Cafe\u0301-1 "}).json()["results"]
    refused = api.get(ORDERS, {"external_ref": f"a{ZERO_WIDTH}"})
    blank = api.get(ORDERS, {"external_ref": " "})

    assert [each["external_ref"] for each in found] == ["Caf\xe9-1"]
    assert (refused.status_code, blank.status_code) == (400, 400)
    assert refused.json()["errors"][0]["pointer"] == "/external_ref"


def test_a_path_names_a_code_in_any_spelling(api):
    api.post(RECEIPTS, receipt("DN-1"))

    assert api.get("/api/v1/stock/bolt-m8%20").json()["level"]["usable"] == 5
    assert api.get("/api/v1/stock/bolt%E2%80%8B-m8").status_code == 400
