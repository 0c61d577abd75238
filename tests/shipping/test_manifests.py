"""Closing a manifest is the hand-over; after that it is frozen."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import IntegrityError

from tests.factories.shipping import (
    ACTOR,
    CLIENT,
    WAREHOUSE,
    cancelling,
    labelled_for,
    labelled_shipment,
    new_shipment,
    opening,
    published,
    shipped_shipment,
)
from tests.support.database import connection
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.pages import PageRequest
from wms.platform.ids import new_id
from wms.shipping import facade as shipping
from wms.shipping.contracts import (
    CloseManifest,
    ManifestFilter,
    ManifestId,
    ManifestNotFound,
    ManifestStatus,
    MixedCarriers,
    MixedManifest,
    OpenManifest,
    ShipmentHandedOver,
    ShipmentId,
    ShipmentNotFound,
    ShipmentNotReady,
    ShipmentStatus,
    VoidLabel,
)
from wms.shipping.models import Manifest, ShippingOutbox
from wms.shipping.selectors.manifests import get_manifest, list_manifests
from wms.shipping.selectors.shipments import get_shipment
from wms.shipping.services.close_manifest import close_manifest
from wms.shipping.services.open_manifest import open_manifest

pytestmark = pytest.mark.django_db


def closing(manifest, client_id=None):
    return CloseManifest(manifest_id=manifest.manifest_id, actor=ACTOR, client_id=client_id)


def statuses(*shipments):
    return [get_shipment(shipment_id=each.shipment_id).status for each in shipments]


def test_lists_labelled_shipments_and_hands_them_over():
    first, second, third = (labelled_shipment() for _ in range(3))

    manifest = open_manifest(opening(second, first, first))

    assert (manifest.status, manifest.carrier, manifest.closed_at) == ("open", "simulated", None)
    assert manifest.number.startswith("MF-")
    assert manifest.shipment_ids == (first.shipment_id, second.shipment_id)
    assert statuses(first, second, third) == ["manifested", "manifested", "labelled"]
    assert published(manifest.manifest_id) == []

    closed = close_manifest(closing(manifest, CLIENT))

    assert (closed.status, closed.shipment_ids) == ("closed", manifest.shipment_ids)
    assert statuses(first, second, third) == ["shipped", "shipped", "labelled"]
    assert close_manifest(closing(manifest)) == closed
    assert published(manifest.manifest_id) == [("manifest-closed", 1)]
    event = ShippingOutbox.objects.get(subject=manifest.manifest_id)
    assert f'"client_id":"{CLIENT}","warehouse_id":"{WAREHOUSE}"' in event.data
    for shipment in (first, second):
        assert published(shipment.shipment_id)[-1] == ("shipment-shipped", 3)


def test_the_same_list_again_is_answered_with_its_manifest():
    first, second = labelled_shipment(), labelled_shipment()
    manifest = open_manifest(opening(first, second))

    assert open_manifest(opening(second, first)) == manifest
    with pytest.raises(ShipmentNotReady):
        open_manifest(opening(first))
    with pytest.raises(ShipmentNotReady):
        open_manifest(opening(first, second, labelled_shipment()))
    close_manifest(closing(manifest))
    with pytest.raises(ShipmentNotReady):
        open_manifest(opening(first, second))
    assert Manifest.objects.count() == 1


def test_refuses_what_cannot_go_together():
    good, fresh = labelled_shipment(), new_shipment()
    other_carrier = labelled_shipment(carrier="pigeon")
    stranger = labelled_for(ClientId(new_id()))
    elsewhere = labelled_for(CLIENT, WarehouseId(new_id()))
    unknown = OpenManifest(shipment_ids=(good.shipment_id, ShipmentId(new_id())), actor=ACTOR)

    for refusal, command in (
        (ShipmentNotReady, opening(good, fresh)),
        (MixedCarriers, opening(good, other_carrier)),
        (ShipmentNotFound, opening(good, stranger)),
        (MixedManifest, replace(opening(good, stranger), client_id=None)),
        (MixedManifest, opening(good, elsewhere)),
        (ShipmentNotFound, unknown),
        (ShipmentNotFound, opening()),
    ):
        with pytest.raises(refusal):
            open_manifest(command)

    assert not Manifest.objects.exists()
    assert statuses(good, fresh) == ["labelled", "created"]


def test_a_manifest_of_another_client_does_not_exist():
    shipment = labelled_shipment()
    manifest = open_manifest(opening(shipment))
    stranger = ClientId(new_id())

    with pytest.raises(ManifestNotFound):
        close_manifest(closing(manifest, stranger))
    with pytest.raises(ManifestNotFound):
        get_manifest(manifest_id=manifest.manifest_id, client_id=stranger)
    with pytest.raises(ManifestNotFound):
        close_manifest(CloseManifest(manifest_id=ManifestId(new_id()), actor=ACTOR))

    assert statuses(shipment) == ["manifested"]


def test_a_shipment_whose_label_is_being_given_back_stops_the_truck():
    shipment = labelled_shipment()
    manifest = open_manifest(opening(shipment))
    shipping.void_label(VoidLabel(shipment_id=shipment.shipment_id))

    with pytest.raises(ShipmentNotReady):
        close_manifest(closing(manifest))
    assert get_manifest(manifest_id=manifest.manifest_id) == manifest

    shipping.cancel_shipment(cancelling(shipment.order_id))
    assert close_manifest(closing(manifest)).shipment_ids == ()


def test_a_long_manifest_is_closed_in_few_statements(django_assert_max_num_queries):
    manifest = open_manifest(opening(*(labelled_shipment() for _ in range(30))))

    with django_assert_max_num_queries(10):
        close_manifest(closing(manifest))

    assert ShippingOutbox.objects.filter(event_type="wms.shipping.shipment-shipped").count() == 30


def test_lists_manifests_newest_first():
    first = open_manifest(opening(labelled_shipment()))
    second = open_manifest(opening(labelled_shipment()))
    closed = close_manifest(closing(second))

    def found(filters, client_id=CLIENT):
        page = list_manifests(client_id=client_id, filters=filters, page=PageRequest())
        return [(each.number, each.status) for each in page.results]

    assert found(ManifestFilter()) == [(closed.number, "closed"), (first.number, "open")]
    assert found(ManifestFilter(status=(ManifestStatus.OPEN,))) == [(first.number, "open")]
    assert found(ManifestFilter(carrier="pigeon")) == []
    assert found(ManifestFilter(), ClientId(new_id())) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE shipping.manifests SET status = 'open', closed_at = NULL WHERE id = %(manifest)s",
        "UPDATE shipping.manifests SET carrier = 'other' WHERE id = %(manifest)s",
        "DELETE FROM shipping.manifests WHERE id = %(manifest)s",
        "UPDATE shipping.shipments SET status = 'labelled', manifest_id = NULL, shipped_at = NULL"
        " WHERE manifest_id = %(manifest)s",
        "UPDATE shipping.shipments SET address = '{}' WHERE manifest_id = %(manifest)s",
        "DELETE FROM shipping.shipments WHERE manifest_id = %(manifest)s",
        "UPDATE shipping.shipments SET status = 'manifested', manifest_id = %(manifest)s"
        " WHERE id = %(other)s",
        "UPDATE shipping.parcels SET tracking_number = 'X' WHERE tracking_number = %(tracking)s",
        "DELETE FROM shipping.parcels WHERE tracking_number = %(tracking)s",
        "INSERT INTO shipping.parcels (shipment_id, carton_id, carton_no, weight_grams, length_mm,"
        " width_mm, height_mm, tracking_number, zpl) SELECT id, gen_random_uuid(), 9, 1, 1, 1, 1,"
        " '', '' FROM shipping.shipments WHERE manifest_id = %(manifest)s",
    ],
)
def test_a_closed_manifest_is_frozen(statement):
    shipped, other = shipped_shipment(), labelled_shipment()
    values = {
        "manifest": str(shipped.manifest_id),
        "other": shipping_row(other),
        "tracking": shipped.parcels[0].tracking_number,
    }

    with pytest.raises(IntegrityError, match="frozen"), connection.cursor() as cursor:
        cursor.execute(statement, values)


def shipping_row(shipment):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM shipping.shipments WHERE shipment_id = %s", [shipment.shipment_id]
        )
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("starts_first", ["cancel", "close"])
def test_a_cancel_racing_with_the_hand_over_has_one_winner(starts_first):
    shipments = [labelled_shipment() for _ in range(12)]
    manifests = [open_manifest(opening(each)) for each in shipments]

    def cancel(place):
        try:
            shipping.cancel_shipment(cancelling(shipments[place].order_id))
        except ShipmentHandedOver:
            return False
        finally:
            connection.close()
        return True

    def close(place):
        try:
            return bool(close_manifest(closing(manifests[place])).shipment_ids)
        finally:
            connection.close()

    first, second = (cancel, close) if starts_first == "cancel" else (close, cancel)
    with ThreadPoolExecutor(2) as pool:
        results = []
        for place in range(len(shipments)):
            one, other = pool.submit(first, place), pool.submit(second, place)
            results.append((one.result(), other.result()))

    assert all(one != other for one, other in results)
    for shipment, (one, _) in zip(shipments, results, strict=True):
        was_cancelled = one if starts_first == "cancel" else not one
        after = get_shipment(shipment_id=shipment.shipment_id)
        wanted = (
            (ShipmentStatus.VOIDED, None, ("shipment-cancelled", 3))
            if was_cancelled
            else (ShipmentStatus.SHIPPED, WAREHOUSE, ("shipment-shipped", 3))
        )
        assert (
            after.status,
            after.manifest_id and after.warehouse_id,
            published(shipment.shipment_id)[-1],
        ) == wanted
