"""Orders as people look at them."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from tests.factories.orders import receive
from tests.support.api import make_site
from wms.orders import facade as orders
from wms.orders.contracts import (
    KeptUnits,
    Milestone,
    RecordProgress,
    ShippingPolicy,
    SplitOrder,
)
from wms.platform.current_actor import acting

pytestmark = pytest.mark.django_db
LIST = reverse("admin:orders_order_changelist")
BEGIN_OF_ADMIN = 20


@pytest.fixture
def browser(client):
    client.force_login(User.objects.create_superuser("ada"))
    return client


@pytest.fixture
def site():
    return make_site()


def test_the_list_shows_filters_and_finds(browser, site):
    first = receive(5, 3, client_id=site.client_id, external_ref="WEB-1")
    second = receive(1, client_id=site.client_id)
    orders.record_progress(RecordProgress(order_id=second.order_id, milestone=Milestone.RESERVED))

    every = browser.get(LIST).content.decode()
    for word in (first.number, second.number, "received", "reserved", "next day", "demo", "WEB-1"):
        assert word in every
    for query, found, hidden in [
        ({"status__exact": "reserved"}, second, first),
        ({"q": "WEB-1"}, first, second),
        ({"q": first.number.lower()}, first, second),
    ]:
        page = browser.get(LIST, query).content.decode()
        assert found.number in page
        assert hidden.number not in page
    assert first.number in browser.get(LIST, {"client": "demo"}).content.decode()


def test_a_page_shows_lines_and_history_and_changes_nothing(browser, site):
    order = receive(5, client_id=site.client_id)
    with acting("system:sorter"):
        orders.record_progress(
            RecordProgress(
                order_id=order.order_id, milestone=Milestone.SHIPPED, tracking_numbers=("T-1",)
            )
        )
    url = reverse("admin:orders_order_change", args=[order.order_id])

    page = browser.get(url).content.decode()

    for word in (
        "BOLT-M1",
        "12.50 GBP",
        "Ada Lovelace",
        "T-1",
        "wave-assigned",
        "shipped",
        "sorter",
    ):
        assert word in page
    assert browser.post(url, {"status": "completed"}).status_code == 403
    assert browser.get(reverse("admin:orders_order_add")).status_code == 403
    assert (
        browser.get(reverse("admin:orders_order_delete", args=[order.order_id])).status_code == 403
    )


def test_parent_and_child_lead_to_each_other(browser, site):
    order = receive(
        5, client_id=site.client_id, shipping_policy=ShippingPolicy.SHIP_PARTIAL_BACKORDER
    )
    kept = (KeptUnits(line_no=1, quantity=2),)
    orders.split_order(SplitOrder(order_id=order.order_id, lines=kept))
    (child_id,) = orders.get_order(order_id=order.order_id).child_order_ids

    for here, there in [(order.order_id, child_id), (child_id, order.order_id)]:
        page = browser.get(reverse("admin:orders_order_change", args=[here])).content.decode()
        assert f'href="{reverse("admin:orders_order_change", args=[there])}"' in page


@pytest.mark.parametrize("count", [2, 20])
def test_the_list_takes_as_many_statements_however_long(
    browser, site, django_assert_max_num_queries, count
):
    for _ in range(count):
        receive(1, client_id=site.client_id)

    with django_assert_max_num_queries(BEGIN_OF_ADMIN):
        browser.get(LIST)
