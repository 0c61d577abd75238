"""Shipments and manifests as a person sees them in the admin."""

from dataclasses import replace

import pytest
from django.urls import reverse

from tests.factories.shipping import creating, labelled_for, new_order
from tests.support.api import make_site
from wms.shipping import facade as shipping
from wms.shipping.contracts import OpenManifest, ShipShipment
from wms.shipping.models import Manifest, Shipment
from wms.shipping.selectors.shipments import get_shipment
from wms.shipping.services.open_manifest import open_manifest
from wms.shipping.services.ship_shipment import ship_shipment

pytestmark = pytest.mark.django_db
SHIPMENTS = "admin:shipping_shipment_changelist"
MANIFESTS = "admin:shipping_manifest_changelist"


@pytest.fixture
def shipments():
    site = make_site()
    first, second = (labelled_for(site.client_id, site.warehouse_id) for _ in range(2))
    shipping.create_shipment(replace(creating(new_order()), client_id=site.client_id))
    shipped = ship_shipment(ShipShipment(shipment_id=first.shipment_id, actor="dock"))
    return shipped, second


def test_lists_shipments_without_an_empty_column(
    admin_client, shipments, django_assert_max_num_queries
):
    with django_assert_max_num_queries(13):
        page = admin_client.get(reverse(SHIPMENTS)).content.decode()

    for shown in (shipments[0].number, shipments[1].number, "simulated parcel", "GB London"):
        assert shown in page
    for shown in (shipments[0].parcels[0].tracking_number, "demo", "not chosen yet"):
        assert shown in page
    filtered = admin_client.get(reverse(SHIPMENTS), {"status__exact": "shipped"}).content.decode()
    assert (shipments[0].number in filtered, shipments[1].number in filtered) == (True, False)
    query = {"q": shipments[1].parcels[0].tracking_number}
    found = admin_client.get(reverse(SHIPMENTS), query).content.decode()
    assert (shipments[1].number in found, shipments[0].number in found) == (True, False)


def test_lists_manifests(admin_client, shipments):
    open_manifest(OpenManifest(shipment_ids=(shipments[1].shipment_id,), actor="dock"))

    page = admin_client.get(reverse(MANIFESTS)).content.decode()

    for row in Manifest.objects.all():
        assert row.number in page
    assert ("LON1" in page, "dock" in page) == (True, True)


def test_shows_a_shipment_and_its_manifest(admin_client, shipments):
    row = Shipment.objects.get(shipment_id=shipments[0].shipment_id)

    one = admin_client.get(reverse("admin:shipping_shipment_change", args=[row.pk]))
    of_truck = admin_client.get(reverse("admin:shipping_manifest_change", args=[row.manifest_id]))

    assert (one.status_code, of_truck.status_code) == (200, 200)
    for shown in (row.number, str(row.manifest), "Ada Lovelace", "live", "300 x 200 x 100"):
        assert shown in one.content.decode()
    for shown in (str(row.manifest), row.number, "dock"):
        assert shown in of_truck.content.decode()


def test_nothing_is_changed_by_hand(admin_client, shipments):
    row = Shipment.objects.get(shipment_id=shipments[0].shipment_id)

    assert admin_client.post(reverse("admin:shipping_shipment_add")).status_code == 403
    url = reverse("admin:shipping_shipment_change", args=[row.pk])
    assert admin_client.post(url, {"status": "labelled"}).status_code == 403
    url = reverse("admin:shipping_manifest_delete", args=[row.manifest_id])
    assert admin_client.post(url, {"post": "yes"}).status_code == 403
    assert get_shipment(shipment_id=shipments[0].shipment_id) == shipments[0]
