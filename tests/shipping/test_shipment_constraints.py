"""What the database itself refuses of shipments and their parcels."""

import pytest
from django.db import IntegrityError

from tests.factories.shipping import labelled_shipment, opening
from tests.support.database import connection
from wms.shipping.services.open_manifest import open_manifest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("tracking_number_is_on_one_carton", "shipping.parcels SET tracking_number = %(taken)s"),
        ("carton_has_one_live_tracking_number", "shipping.parcels SET carton_id = %(carton)s"),
        ("tracking_number_comes_with_its_label", "shipping.parcels SET zpl = ''"),
        ("parcel_weighs_at_least_one_gram", "shipping.parcels SET weight_grams = 0"),
        ("labelled_shipment_has_a_carrier", "shipping.shipments SET carrier = ''"),
        (
            "manifested_shipment_stands_on_a_manifest",
            "shipping.shipments SET status = 'manifested'",
        ),
        ("shipped_shipment_says_when", "shipping.shipments SET shipped_at = now()"),
        ("shipment_status_is_known", "shipping.shipments SET status = 'lost'"),
        (
            "withdrawn_label_never_leaves",
            "shipping.shipments SET withdrawn_at = now(), status = 'shipped', shipped_at = now(),"
            " manifest_id = (SELECT id FROM shipping.manifests)",
        ),
    ],
)
def test_the_database_refuses_what_cannot_be(constraint, change):
    first, second = labelled_shipment(), labelled_shipment()
    open_manifest(opening(labelled_shipment()))
    values = {
        "taken": first.parcels[0].tracking_number,
        "carton": str(first.parcels[0].carton_id),
        "second": str(second.shipment_id),
    }
    where = (
        "shipment_id = %(second)s"
        if "shipping.shipments " in change
        else "shipment_id = (SELECT id FROM shipping.shipments WHERE shipment_id = %(second)s)"
    )

    with pytest.raises(IntegrityError, match=constraint), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {change} WHERE {where}", values)


@pytest.mark.parametrize("change", ["status = 'closed'", "closed_at = now()"])
def test_a_manifest_is_closed_at_an_instant(change):
    open_manifest(opening(labelled_shipment()))

    with (
        pytest.raises(IntegrityError, match="closed_manifest_says_when"),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE shipping.manifests SET {change}")
