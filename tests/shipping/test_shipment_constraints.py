"""What the database itself refuses of shipments and their parcels."""

import pytest
from django.db import IntegrityError, connection

from tests.factories.shipping import labelled_shipment, opening
from wms.shipping.services.open_manifest import open_manifest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("tracking_number_is_on_one_carton", "shipping_parcel SET tracking_number = %(taken)s"),
        ("carton_has_one_live_tracking_number", "shipping_parcel SET carton_id = %(carton)s"),
        ("tracking_number_comes_with_its_label", "shipping_parcel SET zpl = ''"),
        ("parcel_weighs_at_least_one_gram", "shipping_parcel SET weight_grams = 0"),
        ("labelled_shipment_has_a_carrier", "shipping_shipment SET carrier = ''"),
        ("manifested_shipment_stands_on_a_manifest", "shipping_shipment SET status = 'manifested'"),
        ("shipped_shipment_says_when", "shipping_shipment SET shipped_at = now()"),
        ("shipment_status_is_known", "shipping_shipment SET status = 'lost'"),
        (
            "withdrawn_label_never_leaves",
            "shipping_shipment SET withdrawn_at = now(), status = 'shipped', shipped_at = now(),"
            " manifest_id = (SELECT id FROM shipping_manifest)",
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
        if "shipping_shipment " in change
        else "shipment_id = (SELECT id FROM shipping_shipment WHERE shipment_id = %(second)s)"
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
        cursor.execute(f"UPDATE shipping_manifest SET {change}")
