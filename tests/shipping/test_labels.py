"""Labels are bought once per shipment, whatever the carrier and the network do."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection

from tests.factories.shipping import (
    ACTOR,
    ADDRESS,
    cancelling,
    creating,
    labelled_shipment,
    new_order,
    new_shipment,
    parcels,
    published,
    recording,
    shipped_shipment,
)
from wms.platform.ids import new_id
from wms.platform.transactions import transaction
from wms.shipping import facade as shipping
from wms.shipping.carriers.carrier import LabelRequest
from wms.shipping.carriers.directory import books, the_carrier
from wms.shipping.contracts import (
    AddressNotServable,
    BuyLabel,
    CarrierUnavailable,
    ShipmentHandedOver,
    ShipmentId,
    ShipmentNotFound,
    ShipmentNotReady,
    ShipmentStatus,
    ShipRoundClosed,
    ShipShipment,
    VoidLabel,
)
from wms.shipping.domain.sscc import is_sscc

pytestmark = pytest.mark.django_db


@pytest.fixture
def carrier(settings):
    """Switch the carrier's faults on and off."""

    def behave(**options):
        settings.CARRIER = options

    behave()
    return behave


def buying(shipment):
    return BuyLabel(shipment_id=shipment.shipment_id)


def sales_of(shipment):
    return books().sales().count(shipment.shipment_id)


def test_every_carton_gets_a_number_and_a_label(carrier):
    shipment = new_shipment(cartons=2)

    sold = shipping.buy_label(buying(shipment))
    labelled = shipping.record_label(sold)

    numbers = [label.tracking_number for label in sold.labels]
    assert (len(set(numbers)), all(map(is_sscc, numbers))) == (2, True)
    assert labelled.status == ShipmentStatus.LABELLED
    assert [p.tracking_number for p in labelled.parcels] == numbers
    zpl = shipping.get_label(shipment_id=shipment.shipment_id)
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
    assert shipping.get_shipment(shipment_id=shipment.shipment_id) == shipment
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
    assert shipping.get_shipment(shipment_id=far.shipment_id) == far


def test_countries_are_servable_unless_refused_or_unknown(carrier):
    carrier(refused_countries=["KP"])

    assert [shipping.is_servable(country=each) for each in ("GB", "IE", "KP", "XX", "gb", "")] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]


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
        shipping.ship_shipment(ShipShipment(shipment_id=shipment.shipment_id, actor=ACTOR))

    carrier()
    shipping.void_label(void)
    assert published(shipment.shipment_id)[-1] == ("label-generated", 2)


def test_labels_of_what_left_are_not_given_back(carrier):
    shipment = shipped_shipment()

    with pytest.raises(ShipmentHandedOver):
        shipping.void_label(VoidLabel(shipment_id=shipment.shipment_id))

    assert books().voids().count(shipment.shipment_id) == 0


def test_a_ledger_is_shared_by_processes(carrier, tmp_path):
    carrier(ledger=str(tmp_path / "sales"), fault="time_out_after_sale")
    shipment = new_shipment()
    with pytest.raises(CarrierUnavailable):
        shipping.buy_label(buying(shipment))
    shipping.buy_label(buying(shipment))
    shipping.void_label(VoidLabel(shipment_id=shipment.shipment_id))

    assert books().sales() == [shipment.shipment_id]
    assert books().voids() == [shipment.shipment_id]
    entries = [json.loads(line) for line in (tmp_path / "sales").read_text().splitlines()]
    assert [entry["what"] for entry in entries] == ["try", "sale", "try", "void"]


@pytest.mark.parametrize("options", [{"fault": "gremlins"}, {"colour": "brown"}])
def test_a_carrier_that_is_set_wrongly_says_so(carrier, options):
    carrier(**options)

    with pytest.raises(ImproperlyConfigured):
        shipping.is_servable(country="GB")


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
    ],
)
def test_the_database_refuses_what_cannot_be(constraint, change):
    first, second = labelled_shipment(), labelled_shipment()
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
