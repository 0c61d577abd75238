"""Pick faces and thresholds that a stock keeper makes and removes by hand."""

import pytest
from django.urls import reverse

from tests.factories.inventory import CLIENT, WAREHOUSE, register_location, register_sku
from tests.factories.keeping import facing
from tests.support.people import log_in
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.models import PickFace, StockThreshold
from wms.inventory.replenishment.commands.set_pick_face import set_pick_face
from wms.platform.tenancy import models

pytestmark = pytest.mark.django_db
SURE = {"_form_submitted": "True"}
SITE = SURE | {"client": str(CLIENT), "warehouse": str(WAREHOUSE), "sku": "bolt-m8"}
FACE = SITE | {"location": "A-01", "minimum": "5", "maximum": "30"}
THRESHOLD = SITE | {"low_stock_at": "7"}
NEW_FACE = reverse("admin:inventory_pickface_new")
NEW_THRESHOLD = reverse("admin:inventory_stockthreshold_new")


@pytest.fixture(autouse=True)
def shelves():
    models.Client.objects.create(id=CLIENT, code="demo")
    models.Warehouse.objects.create(id=WAREHOUSE, code="LON1")
    register_location("A-01")
    register_location("R-01", LocationKind.RESERVE)
    register_sku()


def test_a_pick_face_is_made_by_a_button_of_the_list(client):
    browser = log_in(client, "supervisor")

    listed = browser.get(reverse("admin:inventory_pickface_changelist")).content.decode()
    asked = browser.get(NEW_FACE).content.decode()
    done = browser.post(NEW_FACE, FACE, follow=True)

    assert NEW_FACE in listed
    assert [word for word in ("demo", "LON1", "Add a pick face?") if word not in asked] == []
    assert "BOLT-M8 at A-01: 5 to 30." in done.content.decode()
    row = PickFace.objects.get()
    assert (row.client_id, row.warehouse_id) == (CLIENT, WAREHOUSE)
    assert (row.sku.code, row.location.code) == ("BOLT-M8", "A-01")
    assert (row.minimum, row.maximum) == (5, 30)


def test_a_threshold_is_made_by_a_button_of_the_list(client):
    browser = log_in(client, "supervisor")

    listed = browser.get(reverse("admin:inventory_stockthreshold_changelist")).content.decode()
    asked = browser.get(NEW_THRESHOLD).content.decode()
    done = browser.post(NEW_THRESHOLD, THRESHOLD, follow=True)

    assert NEW_THRESHOLD in listed
    assert "Add a stock threshold?" in asked
    assert "Stock of BOLT-M8 is low below 7." in done.content.decode()
    row = StockThreshold.objects.get()
    assert (row.client_id, row.warehouse_id) == (CLIENT, WAREHOUSE)
    assert (row.sku.code, row.low_stock_at) == ("BOLT-M8", 7)


@pytest.mark.parametrize(
    ("address", "answer", "refusal"),
    [
        (NEW_FACE, FACE | {"sku": "NUT"}, "Refused: unknown SKU: NUT"),
        (NEW_FACE, FACE | {"location": "Z-99"}, "Refused: unknown location: Z-99"),
        (NEW_FACE, FACE | {"location": "R-01"}, "Refused: R-01 is a reserve location"),
        (NEW_FACE, FACE | {"minimum": "31"}, "the minimum is not above the maximum"),
        (NEW_FACE, FACE | {"client": str(WAREHOUSE)}, "Select a valid choice"),
        (NEW_FACE, FACE | {"warehouse": ""}, "This field is required"),
        (NEW_THRESHOLD, THRESHOLD | {"sku": "NUT"}, "Refused: unknown SKU: NUT"),
        (NEW_THRESHOLD, THRESHOLD | {"low_stock_at": "-1"}, "greater than or equal to 0"),
    ],
)
def test_a_refusal_is_said_and_nothing_is_made(client, address, answer, refusal):
    said = log_in(client, "supervisor").post(address, answer, follow=True)

    assert refusal in said.content.decode()
    assert (PickFace.objects.count(), StockThreshold.objects.count()) == (0, 0)


@pytest.mark.parametrize(("address", "answer"), [(NEW_FACE, FACE), (NEW_THRESHOLD, THRESHOLD)])
def test_who_may_not_change_stock_makes_none(client, address, answer):
    browser = log_in(client, "viewer")

    listed = browser.get(address.replace("new/", "")).content.decode()
    refused = browser.post(address, answer)

    assert address not in listed
    assert refused.status_code == 403
    assert (PickFace.objects.count(), StockThreshold.objects.count()) == (0, 0)


def test_what_is_removed_by_a_button_is_off_the_list(client):
    browser = log_in(client, "supervisor")
    browser.post(NEW_FACE, FACE)
    browser.post(NEW_THRESHOLD, THRESHOLD)
    face = reverse("admin:inventory_pickface_remove", args=[PickFace.objects.get().id])
    threshold = reverse(
        "admin:inventory_stockthreshold_remove", args=[StockThreshold.objects.get().id]
    )

    asked = browser.get(face).content.decode()
    done = browser.post(face, SURE, follow=True).content.decode()
    again = browser.post(face, SURE, follow=True).content.decode()
    forgotten = browser.post(threshold, SURE, follow=True).content.decode()

    assert "Remove the pick face?" in asked
    assert "BOLT-M8 at A-01 is no pick face any more. Tasks cancelled: none." in done
    assert "Refused: there is no pick face" in again
    assert "No alert is published any more when stock of BOLT-M8 is low." in forgotten
    assert (PickFace.objects.count(), StockThreshold.objects.count()) == (0, 0)


def test_who_may_not_change_stock_removes_none(client):
    face = set_pick_face(facing(5, 30))
    address = reverse("admin:inventory_pickface_remove", args=[face.pick_face_id])

    assert log_in(client, "viewer").post(address, SURE).status_code == 403
    assert PickFace.objects.count() == 1
