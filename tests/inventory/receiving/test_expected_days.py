"""The day on which goods are expected, which may change until the notice is closed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.inbound import announce, closing
from tests.factories.inventory import CLIENT, register_sku
from tests.inventory.reading import published
from tests.support.people import actor_called, log_in
from wms.inventory.models import InboundNotice, InventoryOutbox
from wms.inventory.receiving.commands.close_inbound import close_inbound
from wms.inventory.receiving.commands.expect_inbound import expect_inbound
from wms.inventory.receiving.contracts.inbound import (
    ExpectInbound,
    NoticeClosed,
    NoticeNotFound,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 24)
KIND = "wms.inventory.inbound-expected"


@pytest.fixture
def notice():
    register_sku()
    return announce(5)


def expecting(notice, day=DAY, client_id=None):
    return ExpectInbound(
        notice_id=notice.notice_id, expected_on=day, actor="user:7", client_id=client_id
    )


def facts():
    rows = InventoryOutbox.objects.filter(event_type=KIND).order_by("id")
    return list(rows.values_list("sequence", "actor"))


def test_it_is_changed_and_said_once(notice):
    first, again = (expect_inbound(expecting(notice)) for _ in "ab")

    assert (first.expected_on, again) == (DAY, first)
    assert facts() == [(2, "user:7")]


def test_no_day_is_an_answer_too(notice):
    expect_inbound(expecting(notice))

    assert expect_inbound(expecting(notice, None)).expected_on is None
    assert [version for version, _ in facts()] == [2, 3]


def test_nothing_is_expected_with_a_closed_notice(notice):
    close_inbound(closing(notice))
    before = published()

    with pytest.raises(NoticeClosed):
        expect_inbound(expecting(notice))

    assert (InboundNotice.objects.get().expected_on, published()) == (notice.expected_on, before)


def test_another_client_has_no_such_notice(notice, site):
    with pytest.raises(NoticeNotFound):
        expect_inbound(expecting(notice, client_id=site.client_id))

    assert expect_inbound(expecting(notice, client_id=CLIENT)).expected_on == DAY


def test_over_http(api):
    api.post("/api/v1/skus", {"code": "BOLT-M8"})
    made = api.post(
        "/api/v1/inbound-notices",
        {"reference": "N-1", "lines": [{"sku": "BOLT-M8", "quantity": 5}]},
    ).json()
    url = f"/api/v1/inbound-notices/{made['notice_id']}"

    answer = api.post(f"{url}/expect", {"expected_on": "2026-12-24"})

    assert (answer.status_code, answer.json()["expected_on"]) == (200, "2026-12-24")
    assert api.post(f"{url}/expect", {"expected_on": "soon"}).status_code == 400


def test_a_supervisor_changes_it_on_its_page(notice, client):
    log_in(client, "supervisor")
    tomorrow = timezone.now().date() + timedelta(days=1)
    page = reverse("admin:inventory_inboundnotice_expect", args=[notice.notice_id])

    done = client.post(page, {"_form_submitted": "True", "expected_on": str(tomorrow)}, follow=True)

    assert f"{notice.number} is expected on {tomorrow}." in done.content.decode()
    assert facts() == [(2, actor_called("supervisor"))]
