"""A shipment is made once, labelled once, handed over once."""

from dataclasses import replace
from itertools import product

import pytest

from tests.factories.shipping import (
    ACTOR,
    ADDRESS,
    CLIENT,
    cancelling,
    creating,
    labelled_shipment,
    new_order,
    new_shipment,
    opening,
    published,
    recording,
    shipped_shipment,
)
from wms.kernel.ids import ClientId
from wms.kernel.pages import PageRequest
from wms.platform.ids import new_id
from wms.shipping import facade as shipping
from wms.shipping.contracts import (
    LabelDiffers,
    LabelMissing,
    ShipmentFilter,
    ShipmentHandedOver,
    ShipmentId,
    ShipmentNotFound,
    ShipmentNotReady,
    ShipmentStatus,
    ShippedParcel,
    ShipRoundClosed,
    ShipShipment,
    shipment_id_for,
)
from wms.shipping.domain.transitions import MANIFEST, SHIPMENT
from wms.shipping.models import Parcel, ShippingOutbox
from wms.shipping.selectors.manifests import get_manifest
from wms.shipping.selectors.shipments import get_label, get_shipment, list_shipments
from wms.shipping.services.open_manifest import open_manifest
from wms.shipping.services.ship_shipment import ship_shipment

pytestmark = pytest.mark.django_db
ALLOWED = {
    ("created", "labelled"),
    ("created", "voided"),
    ("labelled", "manifested"),
    ("labelled", "voided"),
    ("manifested", "labelled"),
    ("manifested", "shipped"),
    ("manifested", "voided"),
}


def shipping_(shipment, client_id=None):
    return ShipShipment(shipment_id=shipment.shipment_id, actor=ACTOR, client_id=client_id)


@pytest.mark.parametrize(("current", "wanted"), list(product(ShipmentStatus, ShipmentStatus)))
def test_the_states_of_a_shipment(current, wanted):
    assert set(SHIPMENT) == set(ShipmentStatus)
    if (current, wanted) in ALLOWED:
        assert SHIPMENT.follow("it", current, wanted) == wanted
    else:
        with pytest.raises(ShipmentNotReady):
            SHIPMENT.follow("it", current, wanted)


def test_the_states_of_a_manifest():
    assert {(a, b) for a, after in MANIFEST.items() for b in after} == {
        ("open", "closed"),
        ("open", "dissolved"),
    }


def test_is_made_once():
    command = creating(new_order(), cartons=2)

    shipment = shipping.create_shipment(command)

    assert shipment.shipment_id == shipment_id_for(command.order_id, 1)
    assert (shipment.status, shipment.version) == (ShipmentStatus.CREATED, 1)
    assert (shipment.address, shipment.order_number) == (ADDRESS, "O-000007")
    assert shipment.parcels == tuple(
        ShippedParcel(
            carton_id=parcel.carton_id,
            carton_no=parcel.carton_no,
            weight_grams=800,
            tracking_number="",
        )
        for parcel in command.parcels
    )
    assert shipping.create_shipment(command) == shipment
    assert published(shipment.shipment_id) == [("shipment-created", 1)]


def test_labels_are_recorded_once():
    shipment = new_shipment(cartons=2)
    command = recording(shipment)

    labelled = shipping.record_label(command)

    assert (labelled.status, labelled.version) == (ShipmentStatus.LABELLED, 2)
    assert (labelled.carrier, labelled.service) == ("simulated", "parcel")
    assert [p.tracking_number for p in labelled.parcels] == [
        label.tracking_number for label in command.labels
    ]
    assert get_label(shipment_id=shipment.shipment_id) == ("^XA^FD1^FS^XZ\n^XA^FD2^FS^XZ\n")
    assert shipping.record_label(command) == labelled
    assert published(shipment.shipment_id) == [("shipment-created", 1), ("label-generated", 2)]


def test_other_labels_are_refused():
    shipment = labelled_shipment(cartons=2)
    fresh = new_shipment(cartons=2)
    first, second = recording(shipment).labels
    other = replace(recording(shipment), labels=(first, replace(second, tracking_number="X")))

    with pytest.raises(LabelDiffers):
        shipping.record_label(other)
    for labels in ((first,), (first, first), (first, replace(second, carton_no=3)), ()):
        with pytest.raises(LabelDiffers):
            shipping.record_label(replace(recording(fresh), labels=labels))
    with pytest.raises(ShipmentNotFound):
        shipping.record_label(replace(other, shipment_id=ShipmentId(new_id())))

    assert get_shipment(shipment_id=shipment.shipment_id) == shipment
    assert get_shipment(shipment_id=fresh.shipment_id) == fresh
    assert published(fresh.shipment_id) == [("shipment-created", 1)]


def test_a_labelled_shipment_is_handed_over_on_a_manifest_of_one():
    shipment = labelled_shipment()

    shipped = ship_shipment(shipping_(shipment, CLIENT))

    assert (shipped.status, shipped.version) == (ShipmentStatus.SHIPPED, 3)
    assert shipped.manifest_id is not None
    manifest = get_manifest(manifest_id=shipped.manifest_id)
    assert (manifest.status, manifest.shipment_ids) == ("closed", (shipment.shipment_id,))
    assert (manifest.carrier, manifest.closed_at) == ("simulated", shipped.shipped_at)
    assert ship_shipment(shipping_(shipment)) == shipped
    assert published(shipment.shipment_id)[2:] == [("shipment-shipped", 3)]
    assert published(manifest.manifest_id) == [("manifest-closed", 1)]
    event = ShippingOutbox.objects.get(event_type="wms.shipping.shipment-shipped")
    assert shipment.parcels[0].tracking_number in event.data


def test_only_a_labelled_shipment_of_the_client_can_be_shipped():
    fresh, listed = new_shipment(), labelled_shipment()
    open_manifest(opening(listed))
    listed = get_shipment(shipment_id=listed.shipment_id)

    for shipment in (fresh, listed):
        with pytest.raises(ShipmentNotReady):
            ship_shipment(shipping_(shipment))
        assert get_shipment(shipment_id=shipment.shipment_id) == shipment
    with pytest.raises(ShipmentNotFound):
        ship_shipment(shipping_(listed, ClientId(new_id())))
    assert not ShippingOutbox.objects.filter(event_type="wms.shipping.shipment-shipped").exists()


@pytest.mark.parametrize("made", [new_shipment, labelled_shipment])
def test_a_cancelled_shipment_never_leaves(made):
    shipment = made()

    shipping.cancel_shipment(cancelling(shipment.order_id))
    shipping.cancel_shipment(cancelling(shipment.order_id))

    after = get_shipment(shipment_id=shipment.shipment_id)
    assert (after.status, after.version) == (ShipmentStatus.VOIDED, shipment.version + 1)
    assert published(shipment.shipment_id)[-1] == ("shipment-cancelled", shipment.version + 1)
    assert not Parcel.objects.filter(voided_at=None).exists()
    with pytest.raises(ShipRoundClosed):
        shipping.create_shipment(creating(shipment.order_id))
    with pytest.raises(ShipRoundClosed):
        shipping.record_label(recording(shipment))
    with pytest.raises(ShipmentNotReady):
        ship_shipment(shipping_(shipment))
    with pytest.raises(LabelMissing):
        get_label(shipment_id=shipment.shipment_id)
    assert get_shipment(shipment_id=shipment.shipment_id) == after


def test_a_cancelled_shipment_leaves_its_manifest():
    first, second = labelled_shipment(), labelled_shipment()
    manifest = open_manifest(opening(first, second))

    shipping.cancel_shipment(cancelling(first.order_id))

    assert get_manifest(manifest_id=manifest.manifest_id).shipment_ids == (second.shipment_id,)


def test_what_left_cannot_be_cancelled():
    shipment = shipped_shipment()

    with pytest.raises(ShipmentHandedOver):
        shipping.cancel_shipment(cancelling(shipment.order_id))

    assert get_shipment(shipment_id=shipment.shipment_id) == shipment
    assert published(shipment.shipment_id)[-1] == ("shipment-shipped", 3)


def test_a_cancel_that_comes_first_closes_its_round_only():
    order_id = new_order()
    shipping.cancel_shipment(cancelling(order_id))

    with pytest.raises(ShipRoundClosed):
        shipping.create_shipment(creating(order_id))

    assert (Parcel.objects.count(), ShippingOutbox.objects.count()) == (0, 0)
    assert shipping.find_shipment(order_id=order_id, round_no=1) is None
    assert (
        list_shipments(client_id=CLIENT, filters=ShipmentFilter(), page=PageRequest()).results == ()
    )
    again = shipping.create_shipment(creating(order_id, round_no=2))
    assert shipping.find_shipment(order_id=order_id, round_no=2) == again


def test_lists_and_finds_shipments(django_assert_max_num_queries):
    first, second = new_shipment(), labelled_shipment(cartons=2)

    def numbers(filters, client_id=CLIENT):
        page = list_shipments(client_id=client_id, filters=filters, page=PageRequest())
        return [each.number for each in page.results]

    with django_assert_max_num_queries(2):
        assert numbers(ShipmentFilter()) == [second.number, first.number]
    assert numbers(ShipmentFilter(status=(ShipmentStatus.CREATED,))) == [first.number]
    assert numbers(ShipmentFilter(order_id=second.order_id)) == [second.number]
    assert numbers(ShipmentFilter(), ClientId(new_id())) == []
    (summary,) = list_shipments(
        client_id=CLIENT, filters=ShipmentFilter(order_id=second.order_id), page=PageRequest()
    ).results
    assert summary.tracking_numbers == tuple(p.tracking_number for p in second.parcels)
    with pytest.raises(ShipmentNotFound):
        get_shipment(shipment_id=first.shipment_id, client_id=ClientId(new_id()))
    with pytest.raises(LabelMissing):
        get_label(shipment_id=first.shipment_id)
