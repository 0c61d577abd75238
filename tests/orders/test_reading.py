"""Orders read and listed over HTTP."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from tests.orders.bodies import URL, body
from tests.support.api import Api, make_site
from wms.kernel.ids import OrderId
from wms.orders import facade as orders
from wms.orders.contracts import KeptUnits, Milestone, RecordProgress, SplitOrder

pytestmark = pytest.mark.django_db


def test_shows_what_happened(api):
    order = api.post(URL, body()).json()
    orders.record_progress(RecordProgress(order_id=order["order_id"], milestone=Milestone.RESERVED))

    history = api.get(f"{URL}/{order['order_id']}/history").json()

    assert [(each["sequence"], each["what"], each["status"]) for each in history["results"]] == [
        (1, "received", "received"),
        (2, "validated", "validated"),
        (3, "reserved", "reserved"),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["WEB-3", "WEB-2", "WEB-1"]),
        ({"status": "reserved"}, ["WEB-1"]),
        ({"priority": "standard"}, ["WEB-3"]),
        ({"external_ref": "WEB-2"}, ["WEB-2"]),
        ({"customer_id": "C-2"}, ["WEB-3", "WEB-2"]),
        ({"customer_id": "C-2", "priority": "same_day"}, ["WEB-2"]),
        (
            {"received_from": (datetime.now(UTC) - timedelta(days=1)).isoformat()},
            ["WEB-3", "WEB-2", "WEB-1"],
        ),
        ({"received_before": "2020-01-01T00:00:00Z"}, []),
    ],
)
def test_lists_what_matches_newest_first(api, query, found):
    first = api.post(URL, body()).json()
    api.post(URL, body(external_ref="WEB-2", customer_id="C-2"))
    api.post(URL, body(external_ref="WEB-3", customer_id="C-2", priority="standard"))
    orders.record_progress(RecordProgress(order_id=first["order_id"], milestone=Milestone.RESERVED))

    page = api.get(URL, query).json()

    assert [order["external_ref"] for order in page["results"]] == found
    assert (page["next"], page["previous"]) == (None, None)


def test_turns_pages(api):
    for number in range(5):
        api.post(URL, body(external_ref=f"WEB-{number}"))

    first = api.get(URL, {"limit": 2}).json()
    second = api.get(first["next"]).json()
    back = api.get(second["previous"]).json()

    assert [order["external_ref"] for order in first["results"]] == ["WEB-4", "WEB-3"]
    assert [order["external_ref"] for order in second["results"]] == ["WEB-2", "WEB-1"]
    assert back["results"] == first["results"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"status": "lost"}, "invalid"),
        ({"colour": "red"}, "invalid"),
        ({"limit": "0"}, "invalid"),
        ({"received_from": "yesterday"}, "invalid"),
        ({"cursor": "nonsense"}, "invalid_cursor"),
    ],
)
def test_refuses_a_list_that_cannot_be(api, query, code):
    answer = api.get(URL, query)

    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_another_client_sees_nothing_of_it(api):
    order = api.post(URL, body()).json()
    make_site(client="other")
    stranger = Api("integrator", client="other")

    assert stranger.get(f"{URL}/{order['order_id']}").status_code == 404
    assert stranger.get(f"{URL}/{order['order_id']}/history").status_code == 404
    assert stranger.get(URL).json()["results"] == []


def test_knows_no_order_that_was_not_received(api):
    for url in (f"{URL}/{uuid4()}", f"{URL}/{uuid4()}/history"):
        answer = api.get(url)
        assert (answer.status_code, answer.json()["code"]) == (404, "order_not_found")


def test_shows_parent_and_children_to_their_client_only(api):
    asked = api.post(URL, body(shipping_policy="ship_partial_backorder")).json()
    kept = (KeptUnits(line_no=1, quantity=2),)
    orders.split_order(SplitOrder(order_id=OrderId(UUID(asked["order_id"])), lines=kept))

    parent = api.get(f"{URL}/{asked['order_id']}").json()

    assert parent["shipping_policy"] == "ship_partial_backorder"
    (child_id,) = parent["child_order_ids"]
    child = api.get(f"{URL}/{child_id}").json()
    assert (child["parent_order_id"], child["child_order_ids"]) == (parent["order_id"], [])
    listed = {"parent_order_id": parent["order_id"]}
    assert [each["order_id"] for each in api.get(URL, listed).json()["results"]] == [child_id]
    make_site(client="other")
    stranger = Api("integrator", client="other")
    assert stranger.get(URL, listed).json()["results"] == []
    assert stranger.get(f"{URL}/{child_id}").status_code == 404
