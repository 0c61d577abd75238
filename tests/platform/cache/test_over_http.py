"""What a client sees of the cache: the same bytes, a tag of them, and never what was before."""

from functools import partial
from threading import Event as Flag
from uuid import uuid4

import pytest

from tests.orders.bodies import BODY
from tests.support.api import Api, make_site
from tests.support.races import at_once
from wms.platform.cache.fence import fence
from wms.platform.cache.forget import forget
from wms.platform.rest.etags import etag_of
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewClient

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("cache")]
URL = "/api/v1/orders"
NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def api(site):
    return Api("supervisor")


@pytest.fixture
def order(api):
    return f"{URL}/{api.post(URL, BODY).json()['order_id']}"


def seen(answer):
    return answer.status_code, answer.headers.get("X-Cache")


def test_the_bytes_are_the_same_wherever_they_are_from(api, order, settings):
    first, again = api.get(order), api.get(order)
    settings.CACHE_URL = ""
    past = api.get(order)

    assert [seen(each) for each in (first, again, past)] == [
        (200, "MISS"),
        (200, "HIT"),
        (200, "BYPASS"),
    ]
    assert first.content == again.content == past.content
    assert first.headers["ETag"] == again.headers["ETag"] == etag_of(first.content)
    assert first.headers["Content-Type"] == past.headers["Content-Type"] == "application/json"
    assert again.headers["Cache-Control"] == "private, no-cache"


def test_who_has_the_bytes_gets_none(api, order):
    etag = api.get(order).headers["ETag"]

    for tags in (etag, f'"other", {etag}', "*"):
        answer = api.get(order, If_None_Match=tags)
        assert (seen(answer), answer.content) == ((304, "HIT"), b"")
        assert answer.headers["ETag"] == etag
    assert api.get(order, If_None_Match='"other"').status_code == 200


def test_another_clients_order_is_not_found_be_it_known_or_not(api, order):
    tenancy.create_client(NewClient(code="other"))
    stranger = Api("supervisor", client="other")

    api.get(order)
    answers = [stranger.get(order), stranger.get(order)]

    assert [each.status_code for each in answers] == [404, 404]
    assert {each.json()["code"] for each in answers} == {"order_not_found"}
    assert api.get(order).status_code == 200


def test_who_may_not_read_orders_is_refused_although_the_answer_is_known(api, order):
    api.get(order)

    assert Api("packer").get(order).status_code == 403
    assert Api("supervisor", name="second").get(order).headers["X-Cache"] == "HIT"


def test_an_order_that_is_not_there_is_not_found_in_the_same_words(api):
    unknown = f"{URL}/{uuid4()}"

    answers = [api.get(unknown) for _ in "ab"]

    assert [each.status_code for each in answers] == [404, 404]
    first, again = (each.json() for each in answers)
    assert first["detail"] == again["detail"] == f"there is no order {unknown.rpartition('/')[2]}"


def test_nobody_reads_what_could_not_be_forgotten(api, order, settings):
    address = settings.CACHE_URL
    api.get(order)
    settings.CACHE_URL = NOBODY
    forget([f"order/{order.rpartition('/')[2]}"])

    settings.CACHE_URL = address  # it is back, with what lay in it

    assert seen(api.get(order)) == (200, "BYPASS")
    fence.forget()


def test_a_sku_is_found_by_who_asked_for_it_before_it_was_registered(api):
    sku = "/api/v1/skus/M8/2"
    assert [api.get(sku).status_code for _ in "ab"] == [404, 404]

    assert api.post("/api/v1/skus", {"code": "M8/2"}).status_code == 201

    assert api.get(sku).json()["code"] == "M8/2"


def test_stock_is_found_by_who_asked_for_it_before_it_came(api):
    api.post("/api/v1/skus", {"code": "BOLT-M8"})
    api.post("/api/v1/locations", {"code": "A-01", "kind": "pick"})
    assert [api.get(STOCK).status_code for _ in "ab"] == [404, 404]

    receive(api)

    assert usable(api) == 1


STOCK = "/api/v1/stock/BOLT-M8"
WRITERS, WRITES = 3, 20


def receive(api):
    line = {"sku": "BOLT-M8", "location": "A-01", "quantity": 1}
    answer = api.post("/api/v1/receipts", {"reference": f"R-{uuid4().hex}", "lines": [line]})
    assert answer.status_code == 201


def usable(api):
    level = api.get(STOCK).json()["level"]
    return level["usable"]


def write(api):
    for _ in range(WRITES):
        before = usable(api)
        receive(api)
        assert usable(api) > before, "an answer from before the write"


def read_until(done, api):
    last = 0
    while not done.is_set():
        now = usable(api)
        assert now >= last, "an older answer after a newer one"
        last = now


@pytest.fixture
def shelf(api):
    api.post("/api/v1/skus", {"code": "BOLT-M8"})
    api.post("/api/v1/locations", {"code": "A-01", "kind": "pick"})
    receive(api)


@pytest.mark.usefixtures("shelf")
def test_a_writer_reads_what_it_wrote_while_others_read_all_the_time(api):
    done = Flag()
    readers = [Api("supervisor", name=f"reader {number}") for number in range(3)]
    writers = [Api("supervisor", name=f"writer {number}") for number in range(WRITERS)]

    def write_all():
        try:
            at_once([partial(write, each) for each in writers], connections=WRITERS)
        finally:
            done.set()

    reading = [partial(read_until, done, each) for each in readers]
    at_once([write_all, *reading], connections=1 + len(reading))

    assert usable(api) == 1 + WRITERS * WRITES
