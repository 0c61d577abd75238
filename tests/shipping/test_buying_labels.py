"""Labels are bought once per shipment, whatever the carrier and the network do."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests.factories.shipping import (
    ADDRESS,
    cancelling,
    creating,
    new_order,
    new_shipment,
    published,
)
from tests.shipping.buying import buying, sales_of
from tests.support.database import connection
from wms.platform.ids import new_id
from wms.platform.transactions import transaction
from wms.shipping import facade as shipping
from wms.shipping.contracts import (
    AddressNotServable,
    BuyLabel,
    CarrierUnavailable,
    ShipmentId,
    ShipmentNotFound,
    ShipmentStatus,
    ShipRoundClosed,
    VoidLabel,
)
from wms.shipping.domain.sscc import is_sscc
from wms.shipping.selectors.shipments import get_label, get_shipment

pytestmark = pytest.mark.django_db


def test_every_carton_gets_a_number_and_a_label(carrier):
    shipment = new_shipment(cartons=2)

    sold = shipping.buy_label(buying(shipment))
    labelled = shipping.record_label(sold)

    numbers = [label.tracking_number for label in sold.labels]
    assert (len(set(numbers)), all(map(is_sscc, numbers))) == (2, True)
    assert labelled.status == ShipmentStatus.LABELLED
    assert [p.tracking_number for p in labelled.parcels] == numbers
    zpl = get_label(shipment_id=shipment.shipment_id)
    assert zpl == "".join(label.zpl for label in sold.labels)
    assert shipping.buy_label(buying(shipment)) == sold
    assert sales_of(shipment) == 1


@pytest.mark.parametrize(
    ("fault", "sold_by_then"), [("time_out_before_sale", 0), ("time_out_after_sale", 1)]
)
def test_a_time_out_never_makes_a_second_label(carrier, fault, sold_by_then):
    shipment = new_shipment()
    carrier(fault=fault)

    with pytest.raises(CarrierUnavailable):
        shipping.buy_label(buying(shipment))
    assert sales_of(shipment) == sold_by_then
    assert get_shipment(shipment_id=shipment.shipment_id) == shipment
    first = shipping.buy_label(buying(shipment))
    second = shipping.buy_label(buying(shipment))

    assert first == second
    assert sales_of(shipment) == 1
    shipping.record_label(first)
    assert published(shipment.shipment_id) == [("shipment-created", 1), ("label-generated", 2)]


@pytest.mark.django_db(transaction=True)
def test_ten_buyers_at_once_get_one_label(carrier, tmp_path):
    carrier(ledger=str(tmp_path / "sales"), delay_ms=5)
    shipment = new_shipment()

    def buy(_: int):
        try:
            return shipping.record_label(shipping.buy_label(buying(shipment)))
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(buy, range(10)))

    assert len({each.parcels for each in answers}) == 1
    entries = [json.loads(line) for line in (tmp_path / "sales").read_text().splitlines()]
    assert [each["what"] for each in entries].count("sale") == 1
    assert published(shipment.shipment_id) == [("shipment-created", 1), ("label-generated", 2)]


def test_an_outage_is_no_refusal_and_ends(carrier):
    shipment = new_shipment()
    carrier(fault="outage")

    for _ in range(3):
        with pytest.raises(CarrierUnavailable):
            shipping.buy_label(buying(shipment))
    with pytest.raises(CarrierUnavailable):
        shipping.void_label(VoidLabel(shipment_id=ShipmentId(new_id())))

    carrier()
    assert len(shipping.buy_label(buying(shipment)).labels) == 1


def test_an_address_without_a_service_is_refused_for_good(carrier):
    carrier(refused_countries=["KP"])
    command = replace(creating(new_order()), address=replace(ADDRESS, country="KP"))
    far = shipping.create_shipment(command)
    near = new_shipment()

    with pytest.raises(AddressNotServable):
        shipping.buy_label(buying(far))
    carrier(fault="refuse_address")
    with pytest.raises(AddressNotServable):
        shipping.buy_label(buying(near))

    assert (sales_of(far), sales_of(near)) == (0, 0)
    assert get_shipment(shipment_id=far.shipment_id) == far


def test_no_label_for_a_shipment_that_is_not_there_or_was_cancelled(carrier):
    shipment = new_shipment()
    shipping.cancel_shipment(cancelling(shipment.order_id))

    with pytest.raises(ShipRoundClosed):
        shipping.buy_label(buying(shipment))
    with pytest.raises(ShipmentNotFound):
        shipping.buy_label(BuyLabel(shipment_id=ShipmentId(new_id())))

    assert sales_of(shipment) == 0


@pytest.mark.django_db(transaction=True)
def test_the_carrier_is_never_called_inside_a_transaction(carrier):
    shipment = new_shipment()

    with transaction, pytest.raises(RuntimeError):
        shipping.buy_label(buying(shipment))
    with transaction, pytest.raises(RuntimeError):
        shipping.void_label(VoidLabel(shipment_id=shipment.shipment_id))

    assert sales_of(shipment) == 0
