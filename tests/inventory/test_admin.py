"""The pages of inventory that people look at."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from tests.factories.inventory import (
    CLIENT,
    WAREHOUSE,
    allocating,
    put,
    register_location,
    reserving,
)
from wms.inventory import facade as inventory
from wms.inventory.models import Allocation, Location, Reservation, Sku, StockBalance, StockUnit
from wms.platform.tenancy import models as tenancy

pytestmark = pytest.mark.django_db
PAGES = [
    "sku",
    "location",
    "stockbalance",
    "stockunit",
    "stockmovement",
    "receipt",
    "reservation",
    "allocation",
]


@pytest.fixture
def browser(client):
    client.force_login(User.objects.create_superuser("ada"))
    return client


@pytest.fixture(autouse=True)
def stock():
    tenancy.Client.objects.create(id=CLIENT, code="demo")
    tenancy.Warehouse.objects.create(id=WAREHOUSE, code="LON1")
    register_location("A-01")
    put(10, lot="L1")
    for _order in range(3):
        order = reserving(2)
        inventory.reserve_stock(order)
        inventory.allocate_stock(allocating(order))


@pytest.mark.parametrize("page", PAGES)
def test_lists_sort_and_search(browser, page):
    url = reverse(f"admin:inventory_{page}_changelist")

    columns = range(1, 10)
    answers = [browser.get(url), browser.get(url, {"q": "A"})]
    answers += [browser.get(url, {"o": f"{column}"}) for column in columns]

    assert {answer.status_code for answer in answers} == {200}
    assert browser.post(f"{url}add/").status_code == 403


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("stockbalance", ["BOLT-M8", "in stock", "demo", "LON1"]),
        ("stockunit", ["A-01", "usable", "L1"]),
        ("stockmovement", ["receipt", "supplier, usable", "receiver"]),
        ("reservation", ["active"]),
        ("allocation", ["A-01", "open"]),
        ("location", ["A-01", "supplier"]),
        ("sku", ["BOLT-M8", "each"]),
        ("receipt", ["ASN-"]),
    ],
)
def test_lists_say_what_there_is(browser, page, words):
    shown = browser.get(reverse(f"admin:inventory_{page}_changelist")).content.decode()

    assert [word for word in words if word not in shown] == []


def test_places_that_are_empty_are_shown_when_asked_for(browser):
    url = reverse("admin:inventory_stockunit_changelist")
    StockUnit.objects.create(
        **{name: getattr(StockUnit.objects.get(), name) for name in ("balance", "sku", "location")},
        lot="L2",
        status="usable",
    )

    shown = {
        asked: [row.lot for row in browser.get(url, query).context["cl"].result_list]
        for asked, query in {
            "by default": {},
            "empty": {"goods": "none"},
            "all": {"goods": "all", "o": "1"},
        }.items()
    }

    assert (shown["by default"], shown["empty"]) == (["L1"], ["L2"])
    assert sorted(shown["all"]) == ["L1", "L2"]


def test_stock_can_be_narrowed_to_what_is_left(browser):
    put(2, "NUT-M8")
    inventory.reserve_stock(reserving(("NUT-M8", 2)))
    url = reverse("admin:inventory_stockbalance_changelist")

    free = browser.get(url, {"supply": "free"}).context["cl"].result_list
    none = browser.get(url, {"supply": "none"}).context["cl"].result_list

    assert [[row.sku.code for row in rows] for rows in (free, none)] == [["BOLT-M8"], ["NUT-M8"]]


@pytest.mark.parametrize("model", [Sku, Location, StockBalance, StockUnit, Reservation, Allocation])
def test_pages_of_one_row_are_for_looking(browser, model):
    row = model.objects.first()
    url = reverse(f"admin:inventory_{model._meta.model_name}_change", args=[row.pk])

    assert browser.get(url).status_code == 200
    assert browser.post(url, {}).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_a_list_takes_as_many_queries_for_many_rows(browser, page, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        browser.get(reverse(f"admin:inventory_{page}_changelist"))
