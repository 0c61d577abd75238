"""Labels that are given back, and what is sold and recorded after that."""

from dataclasses import replace

import pytest

from tests.factories.shipping import (
    ACTOR,
    ADDRESS,
    cancelling,
    creating,
    labelled_shipment,
    new_shipment,
    parcels,
    published,
    recording,
    shipped_shipment,
)
from tests.shipping.buying import buying, sales_of
from wms.shipping import facade as shipping
from wms.shipping.carriers.carrier import LabelRequest
from wms.shipping.carriers.directory import books, the_carrier
from wms.shipping.contracts import (
    CarrierUnavailable,
    ShipmentHandedOver,
    ShipmentNotReady,
    ShipRoundClosed,
    ShipShipment,
    VoidLabel,
)
from wms.shipping.services.ship_shipment import ship_shipment

pytestmark = pytest.mark.django_db


def test_labels_are_given_back_even_if_nobody_recorded_them(carrier):
    shipment = new_shipment()
    sold = shipping.buy_label(buying(shipment))
    void = VoidLabel(shipment_id=shipment.shipment_id)

    shipping.void_label(void)
    shipping.void_label(void)

    assert books().voids().count(shipment.shipment_id) == 1
    for late in (lambda: shipping.record_label(sold), lambda: shipping.buy_label(buying(shipment))):
        with pytest.raises(ShipRoundClosed):
            late()


@pytest.mark.parametrize("books_of", ["process", "ledger"])
def test_a_purchase_that_arrives_after_its_return_sells_nothing(carrier, tmp_path, books_of):
    if books_of == "ledger":
        carrier(ledger=str(tmp_path / "sales"))
    shipment = new_shipment()
    late = LabelRequest(
        shipment_id=shipment.shipment_id, order_number="O-1", address=ADDRESS, parcels=parcels()
    )
    shipping.void_label(VoidLabel(shipment_id=shipment.shipment_id))

    with pytest.raises(ShipRoundClosed):
        the_carrier().buy(late)

    assert sales_of(shipment) == 0


def test_an_outage_while_giving_back_keeps_the_shipment_here(carrier):
    shipment = labelled_shipment()
    void = VoidLabel(shipment_id=shipment.shipment_id)
    carrier(fault="outage")

    with pytest.raises(CarrierUnavailable):
        shipping.void_label(void)
    with pytest.raises(ShipmentNotReady):
        ship_shipment(ShipShipment(shipment_id=shipment.shipment_id, actor=ACTOR))

    carrier()
    shipping.void_label(void)
    assert published(shipment.shipment_id)[-1] == ("label-generated", 2)


def test_labels_of_what_left_are_not_given_back(carrier):
    shipment = shipped_shipment()

    with pytest.raises(ShipmentHandedOver):
        shipping.void_label(VoidLabel(shipment_id=shipment.shipment_id))

    assert books().voids().count(shipment.shipment_id) == 0


def test_a_cancelled_label_frees_its_carton_for_the_next_round():
    shipment = labelled_shipment()
    shipping.cancel_shipment(cancelling(shipment.order_id))
    command = creating(shipment.order_id, round_no=2)
    carton = replace(command.parcels[0], carton_id=shipment.parcels[0].carton_id)
    again = shipping.create_shipment(replace(command, parcels=(carton,)))
    other = recording(again)
    fresh = replace(other.labels[0], tracking_number="T-2")

    labelled = shipping.record_label(replace(other, labels=(fresh,)))

    assert labelled.parcels[0].tracking_number == "T-2"
