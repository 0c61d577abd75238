"""Shipping as a robot at the dock sees it: HTTP only."""

import pytest

from tests.factories.shipping import labelled_for, labelled_shipment
from tests.support.api import Api, make_site
from wms.kernel.ids import ClientId
from wms.platform.ids import new_id
from wms.shipping.models import Manifest, ShippingOutbox
from wms.shipping.selectors.shipments import get_shipment

pytestmark = pytest.mark.django_db
URL = "/api/v1/shipments"
MANIFESTS = "/api/v1/manifests"


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def dock(site):
    return Api("packer", name="dock")


def at(shipment, *more):
    return "/".join([URL, str(shipment.shipment_id), *more])


def listing(*shipments):
    return {"shipment_ids": [str(each.shipment_id) for each in shipments]}


def test_one_shipment_from_the_list_to_the_truck(dock, site):
    shipment = labelled_for(site.client_id)
    (found,) = dock.get(URL, {"status": "labelled"}).json()["results"]
    assert found["tracking_numbers"] == [shipment.parcels[0].tracking_number]

    label = dock.get(at(shipment, "label"))
    shipped = dock.post(at(shipment, "ship"))

    assert (label.status_code, label.headers["Content-Type"]) == (200, "application/zpl")
    assert label.content == b"^XA^FD1^FS^XZ\n"
    assert (shipped.status_code, shipped.json()["status"]) == (200, "shipped")
    assert dock.get(at(shipment)).json() == shipped.json()
    assert dock.post(at(shipment, "ship")).json() == shipped.json()


def test_a_label_is_text_for_those_who_ask_and_no_pdf_yet(dock, site):
    shipment = labelled_for(site.client_id)

    text = dock.get(at(shipment, "label"), Accept="text/plain")
    pdf = dock.get(at(shipment, "label"), Accept="application/pdf")

    assert (text.status_code, text.headers["Content-Type"]) == (200, "text/plain")
    assert text.content == b"^XA^FD1^FS^XZ\n"
    assert (pdf.status_code, pdf.headers["Content-Type"]) == (406, "application/problem+json")


def test_a_truckload_is_listed_and_handed_over(dock, site):
    first, second = labelled_for(site.client_id), labelled_for(site.client_id)

    opened = dock.post(MANIFESTS, listing(first, second), Idempotency_Key="truck-1")
    again = dock.post(MANIFESTS, listing(first, second), Idempotency_Key="truck-1")
    closed = dock.post(f"{opened.headers['Location']}/close")

    assert (opened.status_code, again.json(), closed.status_code) == (201, opened.json(), 200)
    assert (opened.json()["status"], closed.json()["status"]) == ("open", "closed")
    assert dock.get(opened.headers["Location"]).json() == closed.json()
    (listed,) = dock.get(MANIFESTS, {"status": "closed"}).json()["results"]
    assert (listed["number"], listed["shipment_count"]) == (closed.json()["number"], 2)
    query = {"manifest_id": closed.json()["manifest_id"], "status": "shipped"}
    assert len(dock.get(URL, query).json()["results"]) == 2


def test_refusals_have_stable_codes_and_change_nothing(dock, site):
    shipment, stranger = labelled_for(site.client_id), labelled_shipment()
    pigeon = labelled_for(site.client_id)
    published = ShippingOutbox.objects.count()

    answers = [
        dock.post(MANIFESTS, {"shipment_ids": []}),
        dock.post(MANIFESTS, {"shipment_ids": ["x"]}),
        dock.post(MANIFESTS, listing(pigeon) | {"carrier": "pigeon"}),
        dock.post(MANIFESTS, listing(shipment, stranger)),
        dock.post(at(stranger, "ship")),
        dock.get(at(stranger)),
        dock.get(at(stranger, "label")),
        dock.get(f"{MANIFESTS}/{new_id()}"),
        dock.post(f"{MANIFESTS}/{new_id()}/close"),
        dock.get(URL, {"status": "lost"}),
    ]

    assert [(each.status_code, each.json()["code"]) for each in answers] == [
        (400, "invalid"),
        (400, "invalid"),
        (400, "invalid"),
        (404, "shipment_not_found"),
        (404, "shipment_not_found"),
        (404, "shipment_not_found"),
        (404, "shipment_not_found"),
        (404, "manifest_not_found"),
        (404, "manifest_not_found"),
        (400, "invalid"),
    ]
    assert (Manifest.objects.count(), ShippingOutbox.objects.count()) == (0, published)
    assert get_shipment(shipment_id=shipment.shipment_id) == shipment


def test_strangers_see_and_do_nothing(dock, site):
    make_site("other", "PAR1", "Europe/Paris")
    stranger = Api("packer", client="other", name="eve")
    first, second = labelled_for(site.client_id), labelled_for(site.client_id)
    opened = dock.post(MANIFESTS, listing(first)).json()
    manifest = f"{MANIFESTS}/{opened['manifest_id']}"
    before = ShippingOutbox.objects.count()

    assert [stranger.get(url).json()["results"] for url in (URL, MANIFESTS)] == [[], []]
    for answer in (stranger.get(manifest), stranger.post(f"{manifest}/close")):
        assert (answer.status_code, answer.json()["code"]) == (404, "manifest_not_found")
    for answer in (
        stranger.get(at(second)),
        stranger.get(at(second, "label")),
        stranger.post(at(second, "ship")),
        stranger.post(MANIFESTS, listing(second)),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "shipment_not_found")

    assert dock.get(manifest).json() == opened
    assert get_shipment(shipment_id=second.shipment_id) == second
    assert ShippingOutbox.objects.count() == before


def test_only_those_at_the_dock_hand_over(site):
    shipment = labelled_for(ClientId(site.client_id))
    viewer, picker = Api("viewer", name="vic"), Api("picker", name="pat")

    assert viewer.get(at(shipment)).status_code == 200
    assert viewer.post(at(shipment, "ship")).status_code == 403
    assert viewer.post(MANIFESTS, listing(shipment)).status_code == 403
    assert picker.get(at(shipment, "label")).status_code == 403
    assert get_shipment(shipment_id=shipment.shipment_id) == shipment
