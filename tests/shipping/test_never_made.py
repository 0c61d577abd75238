"""A shipment cancelled before its order was packed leaves a closed round, and no shipment."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from tests.factories.shipping import CLIENT, cancelling, creating, new_order, new_shipment
from wms.kernel.pages import PageRequest
from wms.shipping import facade as shipping
from wms.shipping.contracts import (
    ShipmentFilter,
    ShipmentNotFound,
    ShipRoundClosed,
    shipment_id_for,
)
from wms.shipping.models import Shipment, ShippingOutbox
from wms.shipping.selectors.shipments import get_shipment, list_shipments

pytestmark = pytest.mark.django_db


def test_what_was_never_made_is_no_shipment_in_no_list_and_has_no_number(admin_client):
    made, order_id = new_shipment(), new_order()
    never_made = shipment_id_for(order_id, 1)

    shipping.cancel_shipment(cancelling(order_id))

    page = list_shipments(client_id=CLIENT, filters=ShipmentFilter(), page=PageRequest())
    assert [each.shipment_id for each in page.results] == [made.shipment_id]
    with pytest.raises(ShipmentNotFound):
        get_shipment(shipment_id=never_made)
    shown = admin_client.get(reverse("admin:shipping_shipment_changelist"))
    assert [row.shipment_id for row in shown.context["cl"].result_list] == [made.shipment_id]
    assert Shipment.objects.get(shipment_id=never_made).number is None
    assert not ShippingOutbox.objects.filter(subject=never_made).exists()
    with pytest.raises(ShipRoundClosed, match=f"the shipment of order {order_id} was cancelled"):
        shipping.create_shipment(creating(order_id))


def test_a_shipment_that_was_made_keeps_its_number():
    made = new_shipment()

    with pytest.raises(IntegrityError, match="shipment_that_was_made_has_a_number"):
        Shipment.objects.filter(shipment_id=made.shipment_id).update(number=None)
