"""What inventory puts before a person."""

from functools import partial

import pytest

from tests.factories.counts import BOSS, counted_twice, posting, started, submitting
from tests.factories.inbound import announce, closing
from tests.factories.inventory import CLIENT, put, register_location, register_sku
from tests.factories.keeping import adjusting, approving, found, rejecting
from tests.support.api import Api, make_site
from tests.support.races import at_once, deliver
from wms.fulfillment.models import OperationalException
from wms.fulfillment.subscribers import subscriber
from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.adjustments.commands.decide_adjustment import (
    approve_adjustment,
    reject_adjustment,
)
from wms.inventory.counts.commands.ask_recount import ask_recount
from wms.inventory.counts.commands.post_count import post_count
from wms.inventory.counts.commands.submit_count import submit_count
from wms.inventory.counts.contracts.counts import AskRecount
from wms.inventory.models import InventoryOutbox
from wms.inventory.receiving.commands.close_inbound import close_inbound

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_notice_that_was_closed_short_comes_before_a_person_once():
    register_sku()
    notice = announce(10)
    close_inbound(closing(notice))
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
    assert raised.subject_id == notice.notice_id


@pytest.fixture
def shelf(settings):
    settings.ADJUSTMENT_LIMIT_UNITS = 5
    register_location("A-01")
    put(100)


def waiting_adjustment():
    asked = adjust_stock(adjusting(found(-6), reference="AD-9"))
    return asked.adjustment_id, lambda: approve_adjustment(approving(asked))


def waiting_count():
    count = counted_twice(50)
    return count.count_id, lambda: post_count(posting(count))


WAITING = pytest.mark.parametrize(
    ("ask", "kind"), [(waiting_adjustment, "adjustment_waits"), (waiting_count, "count_waits")]
)


def exceptions_of(subject_id):
    rows = InventoryOutbox.objects.filter(subject=subject_id)
    return list(rows.filter(event_type__contains=".exception-").order_by("id"))


def statuses():
    return list(OperationalException.objects.order_by("id").values_list("status", flat=True))


@WAITING
def test_an_approval_is_listed_until_it_is_decided(shelf, ask, kind):
    subject_id, decide = ask()
    (raised,) = exceptions_of(subject_id)
    for _ in range(2):
        deliver(subscriber, raised)
    row = OperationalException.objects.get()
    assert (row.kind, row.status, row.subject_id, row.order_id) == (kind, "open", subject_id, None)

    decide()
    for _ in range(2):
        for fact in exceptions_of(subject_id):
            deliver(subscriber, fact)

    row.refresh_from_db()
    assert (row.status, row.cleared_by, row.note, row.version) == (
        "cleared",
        "token:boss" if kind == "adjustment_waits" else BOSS,
        "posted",
        2,
    )
    assert statuses() == ["cleared"]


@WAITING
def test_an_approval_decided_before_it_is_listed_is_never_open(shelf, ask, kind):
    subject_id, decide = ask()
    decide()

    for fact in reversed(exceptions_of(subject_id)):
        deliver(subscriber, fact)
        assert statuses() == ["cleared"]

    row = OperationalException.objects.get()
    assert (row.kind, row.note) == (kind, "posted")


def test_a_count_that_waits_again_is_open_in_whichever_order_the_news_come(shelf):
    count = counted_twice(50)
    again = ask_recount(AskRecount(count_id=count.count_id, actor=BOSS))
    submit_count(submitting(started(again, "cat"), 50, worker="cat"))
    first, cleared, second = exceptions_of(count.count_id)

    for fact in (first, second, cleared):
        deliver(subscriber, fact)

    assert statuses() == ["cleared", "open"]


def test_raised_and_settled_at_once_nothing_stays_open(shelf):
    for number in range(10):
        asked = adjust_stock(adjusting(found(6), reference=f"AD-{number}"))
        reject_adjustment(rejecting(asked))
        facts = exceptions_of(asked.adjustment_id)

        at_once([partial(deliver, subscriber, fact) for fact in facts])

    assert statuses() == ["cleared"] * 10


@WAITING
def test_a_machine_of_the_client_sees_it_over_http(shelf, ask, kind):
    site = make_site()
    subject_id, decide = ask()
    api = Api("supervisor")
    for fact in exceptions_of(subject_id):
        deliver(subscriber, fact)
    foreign = api.get("/api/v1/exceptions", {"kind": kind}).json()["results"]
    OperationalException.objects.update(client_id=site.client_id)

    (listed,) = api.get("/api/v1/exceptions", {"kind": kind, "status": "open"}).json()["results"]
    decide()
    for fact in exceptions_of(subject_id):
        deliver(subscriber, fact)

    assert foreign == []
    assert (listed["kind"], listed["subject_id"]) == (kind, str(subject_id))
    assert api.get("/api/v1/exceptions", {"status": "open"}).json()["results"] == []
