"""The page of a SKU's stock names who holds it."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from tests.factories.inventory import allocating, put, register_location, reserving
from wms.inventory import facade as inventory
from wms.inventory.models import StockBalance

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    """Return what the page shows."""
    client.force_login(User.objects.create_superuser("ada"))
    register_location("A-01")
    put(5, lot="L-<1>")

    def show():
        row = StockBalance.objects.get()
        answer = client.get(reverse("admin:inventory_stockbalance_change", args=[row.pk]))
        assert answer.status_code == 200
        return answer.content.decode()

    return show


def test_nobody_holds_it(page):
    assert "nobody" in page()


def test_each_holder_is_named_with_state_and_place(page):
    claimed, waits = reserving(2), reserving(9)
    for order in (claimed, waits):
        inventory.reserve_stock(order)
    inventory.allocate_stock(allocating(claimed))

    shown = page()

    orders = (str(claimed.order_id), str(waits.order_id))
    for words in (*orders, "allocated", "backordered", "L-&lt;1&gt;"):
        assert words in shown
