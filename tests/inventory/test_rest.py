"""Inventory over HTTP."""

from uuid import uuid4

import pytest

from tests.support.api import Api, make_site
from wms.inventory import facade as inventory
from wms.inventory.contracts import ReserveStock, StockLine
from wms.inventory.models import InventoryOutbox, Location, Sku, StockMovement
from wms.kernel.ids import OrderId

pytestmark = pytest.mark.django_db
V1 = "/api/v1"


@pytest.fixture
def stocked(api):
    api.post(f"{V1}/skus", {"code": "bolt-m8"})
    api.post(f"{V1}/locations", {"code": "A-01", "kind": "pick"})
    api.post(f"{V1}/receipts", receipt(10))


def receipt(quantity, reference="ASN-1", **line):
    usual = {"sku": "bolt-m8", "location": "A-01", "quantity": quantity}
    return {"reference": reference, "lines": [usual | line]}


def test_registers_and_lists_skus(api):
    body = {"code": " bolt-m8 ", "gtin": "4006381333931", "weight_grams": 12}

    made, again = api.post(f"{V1}/skus", body), api.post(f"{V1}/skus", body)
    listed = api.get(f"{V1}/skus", {"code": "bolt-m8"})

    assert (made.status_code, again.status_code) == (201, 201)
    assert made.json() == again.json() == listed.json()["results"][0]
    assert (made.json()["code"], made.json()["base_unit"]) == ("BOLT-M8", "each")
    assert api.get(f"{V1}/skus", {"code": "NUT"}).json()["results"] == []


def test_registers_and_lists_locations_without_the_virtual_ones(api, site):
    made = api.post(f"{V1}/locations", {"code": "A-01", "kind": "pick", "warehouse": "LON1"})
    api.post(f"{V1}/locations", {"code": "S-01", "kind": "staging"})

    listed = api.get(f"{V1}/locations")
    picked = api.get(f"{V1}/locations", {"kind": "pick", "warehouse": "LON1"})

    assert made.status_code == 201
    assert [each["code"] for each in listed.json()["results"]] == ["S-01", "A-01"]
    assert picked.json()["results"] == [made.json()]
    assert made.json()["warehouse_id"] == str(site.warehouse_id)
    assert Location.objects.real().count() == 2


def test_receives_and_shows_stock_and_ledger(api, stocked, site):
    stock = api.get(f"{V1}/stock").json()["results"]
    one = api.get(f"{V1}/stock/bolt-m8").json()
    movements = api.get(f"{V1}/movements", {"sku": "bolt-m8", "cause": "receipt"}).json()["results"]

    level = {
        "sku": "BOLT-M8",
        "warehouse_id": str(site.warehouse_id),
        "usable": 10,
        "reserved": 0,
        "allocated": 0,
        "atp": 10,
    }
    assert stock == [level]
    assert one["level"] == level
    assert one["units"] == [
        {
            "sku": "BOLT-M8",
            "location": "A-01",
            "lot": "",
            "status": "usable",
            "on_hand": 10,
            "allocated": 0,
        }
    ]
    assert [
        (each["from_location"], each["to_location"], each["quantity"], each["actor"])
        for each in movements
    ] == [("supplier", "A-01", 10, api.actor)]
    assert api.get(f"{V1}/stock", {"sku": "NUT", "warehouse": "LON1"}).json()["results"] == []


def test_stock_shows_what_is_promised(api, stocked, site):
    inventory.reserve_stock(
        ReserveStock(
            order_id=OrderId(uuid4()),
            client_id=site.client_id,
            warehouse_id=site.warehouse_id,
            lines=(StockLine(line_no=1, sku="BOLT-M8", quantity=4),),
            priority_rank=0,
        )
    )

    level = api.get(f"{V1}/stock/BOLT-M8", {"warehouse": "LON1"}).json()["level"]

    assert (level["usable"], level["reserved"], level["atp"]) == (10, 4, 6)


def test_pages_through_the_ledger(api, stocked):
    for number in range(2, 5):
        api.post(f"{V1}/receipts", receipt(number, f"ASN-{number}"))

    first = api.get(f"{V1}/movements", {"limit": 3}).json()
    second = api.get(first["next"]).json()

    pages = [[each["quantity"] for each in page["results"]] for page in (first, second)]
    assert pages == [[4, 3, 2], [10]]


def test_a_receipt_sent_again_is_booked_once(api, stocked):
    again = api.post(f"{V1}/receipts", receipt(10))
    keyed = [
        api.post(f"{V1}/receipts", receipt(5, "ASN-2"), Idempotency_Key="k-1") for _time in range(2)
    ]

    assert again.status_code == 201
    assert keyed[0].json() == keyed[1].json()
    assert StockMovement.objects.count() == 2


def test_other_clients_see_nothing(stocked):
    make_site(client="other", warehouse="PAR1")
    other = Api("viewer", client="other")

    assert other.get(f"{V1}/skus").json()["results"] == []
    assert other.get(f"{V1}/stock").json()["results"] == []
    assert other.get(f"{V1}/movements").json()["results"] == []
    assert other.get(f"{V1}/stock/BOLT-M8", {"warehouse": "LON1"}).status_code == 404


@pytest.mark.parametrize(
    ("path", "body", "refusal"),
    [
        ("skus", {"code": "bolt-m8", "description": "another"}, (409, "sku_differs")),
        ("skus", {"code": "NUT", "gtin": "4006381333932"}, (422, "invalid_gtin")),
        ("skus", {"code": "  "}, (400, "invalid")),
        ("skus", {"code": "N\x00T"}, (400, "invalid")),
        ("skus", {"code": "NUT", "colour": "red"}, (400, "invalid")),
        ("skus", {"code": "NUT", "weight_grams": "12"}, (400, "invalid")),
        ("skus", [], (400, "invalid")),
        ("locations", {"code": "A-01", "kind": "reserve"}, (409, "location_differs")),
        ("locations", {"code": "supplier", "kind": "pick"}, (409, "location_differs")),
        ("locations", {"code": "A-02", "kind": "customer"}, (400, "invalid")),
        (
            "locations",
            {"code": "A-02", "kind": "pick", "warehouse": "X"},
            (422, "unknown_warehouse"),
        ),
        ("receipts", receipt(11), (409, "receipt_differs")),
        ("receipts", receipt(1, "ASN-2", sku="NUT"), (404, "sku_not_found")),
        ("receipts", receipt(1, "ASN-2", location="A-99"), (404, "location_not_found")),
        ("receipts", receipt(1, "ASN-2", expires_on="2999-01-01"), (409, "lot_differs")),
        ("receipts", receipt(0, "ASN-2"), (400, "invalid")),
        ("receipts", receipt(10**30, "ASN-2"), (400, "invalid")),
        ("receipts", receipt(1, "ASN-2", expires_on="soon"), (400, "invalid")),
        ("receipts", {"reference": "ASN-2", "lines": []}, (400, "invalid")),
    ],
)
def test_refuses_bad_input_with_a_code_and_changes_nothing(api, stocked, path, body, refusal):
    answer = api.post(f"{V1}/{path}", body)

    assert (answer.status_code, answer.json()["code"]) == refusal
    assert answer["Content-Type"].startswith("application/problem+json")
    assert (Sku.objects.count(), Location.objects.real().count()) == (1, 1)
    # A SKU was registered, and stock of it came: its receipt, and what the ledger says of it.
    assert (StockMovement.objects.count(), InventoryOutbox.objects.count()) == (1, 3)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("stock/NUT", 404),
        ("stock/%00", 400),
        ("stock/a%2Fb", 404),
        ("stock?colour=red", 400),
        ("stock?sku=%00", 400),
        ("stock?warehouse=X", 422),
        ("movements?order_id=1", 400),
        ("movements?cause=magic", 400),
        ("movements?cursor=x", 400),
        ("skus?limit=0", 400),
        ("locations?kind=customer", 400),
    ],
)
def test_refuses_bad_questions(api, stocked, path, status):
    answer = api.get(f"{V1}/{path}")

    assert answer.status_code == status
    assert answer.json()["code"]


@pytest.mark.parametrize("path", ["skus", "locations", "receipts"])
def test_a_viewer_may_look_only(site, path):
    assert Api("viewer").post(f"{V1}/{path}", {}).status_code == 403


@pytest.mark.parametrize("path", ["skus", "locations", "stock", "movements"])
def test_nobody_looks_without_a_token(client, path):
    assert client.get(f"{V1}/{path}").status_code == 401
