"""Lists and hand-overs read what they show, not the labels of every carton."""

import pytest
from django.test.utils import CaptureQueriesContext

from tests.factories.shipping import ACTOR, CLIENT, labelled_shipment, opening
from tests.support.database import connection
from wms.kernel.pages import PageRequest
from wms.shipping.contracts import CloseManifest, ShipmentFilter, ShipShipment
from wms.shipping.selectors.shipments import list_shipments
from wms.shipping.services.close_manifest import close_manifest
from wms.shipping.services.open_manifest import open_manifest
from wms.shipping.services.ship_shipment import ship_shipment

pytestmark = pytest.mark.django_db


def list_(_shipment):
    list_shipments(client_id=CLIENT, filters=ShipmentFilter(), page=PageRequest())


def ship(shipment):
    ship_shipment(ShipShipment(shipment_id=shipment.shipment_id, actor=ACTOR))


def close(shipment):
    manifest = open_manifest(opening(shipment))
    close_manifest(CloseManifest(manifest_id=manifest.manifest_id, actor=ACTOR))


@pytest.mark.parametrize("reads", [list_, ship, close])
def test_no_label_is_read_that_nobody_prints(reads):
    shipment = labelled_shipment(cartons=2)

    with CaptureQueriesContext(connection) as queries:
        reads(shipment)

    of_parcels = [each["sql"] for each in queries if 'FROM "shipping"."parcels"' in each["sql"]]
    assert len(of_parcels) == 1
    assert '"zpl"' not in of_parcels[0]
