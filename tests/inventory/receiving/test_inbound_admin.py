"""Notices and lots as people look at them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.inbound import announce, bringing, closing
from tests.factories.inventory import (
    CLIENT,
    WAREHOUSE,
    put,
    receiving,
    register_location,
    register_sku,
)
from tests.support.people import actor_called, log_in
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.models import InboundNotice, Lot
from wms.inventory.receiving.commands.close_inbound import close_inbound
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceiptLine
from wms.inventory.receiving.queries.inbound import get_inbound
from wms.platform.tenancy import models

pytestmark = pytest.mark.django_db
SURE = {"_form_submitted": "True"}
NOTICES = reverse("admin:inventory_inboundnotice_changelist")
LOTS = reverse("admin:inventory_lot_changelist")
TASKS = reverse("admin:inventory_movetask_changelist")


@pytest.fixture(autouse=True)
def site():
    models.Client.objects.create(id=CLIENT, code="demo")
    models.Warehouse.objects.create(id=WAREHOUSE, code="LON1")
    register_sku()
    register_location("A-01")


@pytest.fixture
def supervisor(client):
    return log_in(client, "supervisor")


def url(notice, what="change"):
    return reverse(f"admin:inventory_inboundnotice_{what}", args=[notice.notice_id])


def shown(browser, address, **query):
    return [row.pk for row in browser.get(address, query).context["cl"].result_list]


def test_a_notice_shows_how_much_of_it_came(supervisor):
    notice = announce(10)
    receive_stock(bringing(notice, 4))

    listed, content = (supervisor.get(each).content.decode() for each in (NOTICES, url(notice)))

    for word in (notice.number, "open", "4 of 10", "demo", "LON1"):
        assert word in listed
    for word in (notice.reference, "BOLT-M8", "4 of 10", "any", url(notice, "close")):
        assert word in content


def test_a_notice_is_closed_by_a_button(supervisor):
    notice = announce(10)

    asked = supervisor.get(url(notice, "close"))
    assert get_inbound(notice_id=notice.notice_id).status == "open"
    done = supervisor.post(url(notice, "close"), SURE, follow=True)

    assert "Close the notice?" in asked.content.decode()
    assert f"{notice.number} is closed, 10 units short." in done.content.decode()
    assert InboundNotice.objects.get().closed_by == actor_called("supervisor")


def test_a_picker_does_not_close_notices(client):
    notice = announce(10)

    answer = log_in(client, "picker").post(url(notice, "close"), SURE)

    assert answer.status_code == 403
    assert get_inbound(notice_id=notice.notice_id).status == "open"


def test_notices_can_be_narrowed_by_how_they_went(supervisor):
    late, short, over = announce(1), announce(2), announce(3, accept_over=True)
    InboundNotice.objects.filter(id=late.notice_id).update(expected_on=date(2000, 1, 1))
    close_inbound(closing(short))
    receive_stock(bringing(over, 4))

    assert shown(supervisor, NOTICES, delivery="late") == [late.notice_id]
    assert shown(supervisor, NOTICES, delivery="short") == [short.notice_id]
    assert shown(supervisor, NOTICES, delivery="over") == [over.notice_id]
    assert len(shown(supervisor, NOTICES, delivery="all")) == 3


def test_lots_are_listed_by_when_they_expire(supervisor):
    today = timezone.now().date()
    put(1, lot="KEEPS")
    put(1, lot="FRESH", expires_on=today + timedelta(days=100))
    put(1, lot="SOON", expires_on=today + timedelta(days=3))
    put(1, lot="OLD", expires_on=today)

    ids = {lot.code: lot.id for lot in Lot.objects.all()}

    assert shown(supervisor, LOTS) == [ids[code] for code in ("OLD", "SOON", "FRESH", "KEEPS")]
    assert shown(supervisor, LOTS, expiry="expired") == [ids["OLD"]]
    assert shown(supervisor, LOTS, expiry="soon") == [ids["SOON"]]
    assert shown(supervisor, LOTS, expiry="keeps") == [ids["KEEPS"]]
    assert len(shown(supervisor, LOTS, goods="some")) == 4
    content = supervisor.get(LOTS).content.decode()
    for word in ("expired", "soon", "fresh", "keeps", "BOLT-M8", "demo"):
        assert word in content
    for column in range(1, 8):
        assert supervisor.get(LOTS, {"o": column}).status_code == 200
    lot_page = reverse("admin:inventory_lot_change", args=[ids["SOON"]])
    assert "SOON" in supervisor.get(lot_page).content.decode()


def test_what_is_to_be_put_away_can_be_listed(supervisor):
    register_location("DOCK", LocationKind.DOCK)
    receive_stock(receiving(NewReceiptLine(sku="BOLT-M8", location="DOCK", quantity=5)))

    content = supervisor.get(TASKS, {"kind__exact": "put_away"}).content.decode()

    assert len(shown(supervisor, TASKS, kind__exact="replenishment")) == 0
    for word in ("put away", "DOCK", "A-01", "0 of 5"):
        assert word in content


@pytest.mark.parametrize("address", [NOTICES, LOTS])
def test_a_list_takes_as_many_queries_for_many_rows(
    supervisor, address, django_assert_max_num_queries
):
    for number in range(20):
        announce(1)
        put(1, lot=f"L{number}")

    with django_assert_max_num_queries(18):
        supervisor.get(address)
