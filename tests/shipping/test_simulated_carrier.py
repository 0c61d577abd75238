"""The simulated carrier: where it delivers, what it remembers, how it is set."""

import json

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.factories.shipping import new_shipment
from tests.shipping.buying import buying
from wms.shipping import facade as shipping
from wms.shipping.carriers.directory import books
from wms.shipping.contracts import CarrierUnavailable, VoidLabel

pytestmark = pytest.mark.django_db


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
