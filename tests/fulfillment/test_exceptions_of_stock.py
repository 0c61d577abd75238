"""What inventory puts before a person."""

import pytest

from tests.factories.inbound import announce, closing
from tests.factories.inventory import CLIENT, register_sku
from tests.support.races import deliver
from wms.fulfillment.models import OperationalException
from wms.fulfillment.subscribers import subscriber
from wms.inventory import facade as inventory
from wms.inventory.models import InventoryOutbox

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_notice_that_was_closed_short_comes_before_a_person_once():
    register_sku()
    notice = announce(10)
    inventory.close_inbound(closing(notice))
    fact = InventoryOutbox.objects.get(event_type="wms.inventory.exception-raised")

    deliver(subscriber, fact)
    deliver(subscriber, fact)

    raised = OperationalException.objects.get()
    assert (raised.kind, raised.subject, raised.client_id) == (
        "inbound_short",
        notice.number,
        CLIENT,
    )
    assert raised.order_id is None
    assert "10 of 10 BOLT-M8" in raised.message
