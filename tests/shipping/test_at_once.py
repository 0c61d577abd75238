"""What several hand over at once leaves once, on one manifest."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.factories.shipping import ACTOR, labelled_shipment, opening, published
from tests.support.database import connection
from wms.shipping.contracts import ShipmentNotReady, ShipShipment
from wms.shipping.models import Manifest
from wms.shipping.selectors.shipments import get_shipment
from wms.shipping.services.open_manifest import open_manifest
from wms.shipping.services.ship_shipment import ship_shipment

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_list_sent_at_once_is_one_manifest():
    shipments = [labelled_shipment() for _ in range(3)]

    def open_(_: int):
        try:
            return open_manifest(opening(*shipments))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        manifests = list(pool.map(open_, range(8)))

    assert manifests == [manifests[0]] * 8
    assert Manifest.objects.count() == 1
    assert published(manifests[0].manifest_id) == []


def test_a_shipment_that_is_listed_and_shipped_at_once_stands_on_one_manifest():
    shipment = labelled_shipment()
    command = ShipShipment(shipment_id=shipment.shipment_id, actor=ACTOR)

    def hand_over(place: int):
        try:
            if place % 2:
                return open_manifest(opening(shipment)).manifest_id
            return ship_shipment(command).manifest_id
        except ShipmentNotReady:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(hand_over, range(8)))

    manifest = Manifest.objects.get()
    after = get_shipment(shipment_id=shipment.shipment_id)
    assert after.manifest_id == manifest.id
    # Either the list came first and is open, or the shipment left: the other way is refused.
    is_listed = after.status == "manifested"
    wanted = {True: [None, manifest.id], False: [manifest.id, None]}[is_listed]
    assert answers == wanted * 4
    left = [] if is_listed else [("shipment-shipped", 3)]
    assert published(shipment.shipment_id)[2:] == left
    assert published(manifest.id) == ([] if is_listed else [("manifest-closed", 1)])
