"""A shipment stays behind: over HTTP, and by the buttons of the admin."""

import pytest
from django.urls import reverse

from tests.factories.shipping import labelled_for
from tests.support.api import Api, make_site
from tests.support.people import log_in
from wms.shipping.contracts import OpenManifest
from wms.shipping.models import Manifest, ShippingOutbox
from wms.shipping.services.open_manifest import open_manifest

pytestmark = pytest.mark.django_db
URL = "/api/v1/manifests"
SURE = {"_form_submitted": "True"}
BUTTONS = ("add", "remove", "close", "dissolve")


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def dock(site):
    return Api("packer", name="dock")


def ids(*shipments):
    return {"shipment_ids": [str(each.shipment_id) for each in shipments]}


def test_one_stays_behind_another_comes_along_and_the_history_says_who(dock, site):
    first, second, third = (labelled_for(site.client_id) for _ in range(3))
    manifest = f"{URL}/{dock.post(URL, ids(first, second)).json()['manifest_id']}"

    removed = dock.delete(f"{manifest}/shipments/{first.shipment_id}?reason=wet")
    added = dock.post(f"{manifest}/shipments", ids(third))
    closed = dock.post(f"{manifest}/close")

    assert (removed.status_code, added.status_code, closed.status_code) == (200, 200, 200)
    assert removed.json()["shipment_ids"] == ids(second)["shipment_ids"]
    assert added.json()["shipment_ids"] == ids(second, third)["shipment_ids"]
    assert dock.get(f"/api/v1/shipments/{first.shipment_id}").json()["status"] == "labelled"
    listed = dock.get(f"{manifest}/history").json()["results"]
    assert [(each["what"], each["reason"]) for each in listed] == [
        ("closed", ""),
        ("shipments_added", ""),
        ("shipment_removed", "wet"),
        ("opened", ""),
    ]
    assert {each["actor"] for each in listed} == {listed[0]["actor"]} != {""}
    assert listed[2]["values"] == [{"name": "shipment", "was": first.number, "now": ""}]


def test_a_truck_that_does_not_come_gives_its_shipments_back(dock, site):
    shipment = labelled_for(site.client_id)
    manifest = f"{URL}/{dock.post(URL, ids(shipment)).json()['manifest_id']}"

    unsaid = dock.post(f"{manifest}/dissolve", {})
    dissolved = dock.post(f"{manifest}/dissolve", {"reason": "no truck"})

    assert (unsaid.status_code, unsaid.json()["code"]) == (400, "invalid")
    assert (dissolved.status_code, dissolved.json()["status"]) == (200, "dissolved")
    refused = dock.post(f"{manifest}/close")
    assert (refused.status_code, refused.json()["code"]) == (409, "manifest_not_open")
    (listed,) = dock.get(URL, {"status": "dissolved"}).json()["results"]
    assert listed["shipment_count"] == 0
    assert dock.post(URL, ids(shipment)).status_code == 201


def test_strangers_and_viewers_change_nothing(dock, site):
    make_site("other", "PAR1", "Europe/Paris")
    shipment, other = labelled_for(site.client_id), labelled_for(site.client_id)
    manifest = f"{URL}/{dock.post(URL, ids(shipment)).json()['manifest_id']}"
    before, published = dock.get(manifest).json(), ShippingOutbox.objects.count()

    for caller, status in ((Api("packer", client="other"), 404), (Api("viewer"), 403)):
        answers = [
            caller.post(f"{manifest}/shipments", ids(other)),
            caller.delete(f"{manifest}/shipments/{shipment.shipment_id}"),
            caller.post(f"{manifest}/dissolve", {"reason": "spite"}),
        ]
        assert [each.status_code for each in answers] == [status] * 3
    assert Api("packer", client="other").get(f"{manifest}/history").status_code == 404

    assert (dock.get(manifest).json(), ShippingOutbox.objects.count()) == (before, published)


def test_the_buttons_of_an_open_manifest(client, site):
    lead = log_in(client, "supervisor")
    first, second, third = (labelled_for(site.client_id, site.warehouse_id) for _ in range(3))
    manifest = open_manifest(
        OpenManifest(shipment_ids=(first.shipment_id, second.shipment_id), actor="dock")
    )
    page, *presses = (
        reverse(f"admin:shipping_manifest_{what}", args=[manifest.manifest_id])
        for what in ("change", *BUTTONS)
    )
    add, remove, close, dissolve = presses
    assert all(each in lead.get(page).content.decode() for each in presses)

    unknown = lead.post(add, SURE | {"shipments": f"{third.number} S-999999"}, follow=True)
    assert "Refused: no shipment is called S-999999" in unknown.content.decode()
    lead.post(add, SURE | {"shipments": f" {third.parcels[0].tracking_number},"})
    lead.post(remove, SURE | {"shipment": first.number, "reason": "wet"})
    row = Manifest.objects.get()
    assert set(row.shipments.values_list("number", flat=True)) == {second.number, third.number}
    closed = lead.post(close, SURE, follow=True).content.decode()

    assert f"{manifest.number} is closed, with 2 shipments." in closed
    for shown in ("shipments added", "shipment removed", "wet", f"{first.number} →"):
        assert shown in closed
    assert not any(each in closed for each in presses)
    late = lead.post(dissolve, SURE | {"reason": "too late"}, follow=True).content.decode()
    assert f"Refused: {manifest.number} is closed and cannot become dissolved" in late


def test_the_button_that_dissolves(client, site):
    lead = log_in(client, "supervisor")
    shipment = labelled_for(site.client_id, site.warehouse_id)
    manifest = open_manifest(OpenManifest(shipment_ids=(shipment.shipment_id,), actor="dock"))
    dissolve = reverse("admin:shipping_manifest_dissolve", args=[manifest.manifest_id])

    lead.post(dissolve, SURE)
    assert Manifest.objects.get().status == "open"
    done = lead.post(dissolve, SURE | {"reason": "no truck"}, follow=True).content.decode()

    assert f"{manifest.number} is dissolved, with 0 shipments." in done
    assert "no truck" in done
