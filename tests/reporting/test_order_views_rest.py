"""Order views over HTTP."""

from dataclasses import replace

import pytest

from tests.reporting.stories import ORDER, received, short_story
from tests.support.api import Api, make_site
from wms.kernel.ids import ClientId, OrderId
from wms.platform.ids import new_id
from wms.reporting.order_view.projection import ORDER_VIEWS
from wms.reporting.projection.commands.apply_events import apply_events
from wms.reporting.projection.contracts import ApplyEvents

pytestmark = pytest.mark.django_db
URL = "/api/v1/order-views"


def tell(client_id, numbers=("O-000007",), story=None):
    for n, number in enumerate(numbers):
        order_id = OrderId(new_id()) if n else ORDER
        told = replace(
            short_story()[0], event=received(order_id, client_id=client_id, number=number)
        )
        entries = tuple(each.entry for each in (told, *(story or ())))
        apply_events(ApplyEvents(projection=ORDER_VIEWS.name, entries=entries))


def test_shows_an_order_with_all_it_went_through():
    site = make_site()
    tell(site.client_id, story=short_story()[1:])
    api = Api("viewer")

    one = api.get(f"{URL}/{ORDER}")
    listed = api.get(URL, {"search": "sim0001"})
    counts = api.get(f"{URL}/counts")

    assert (one.status_code, listed.status_code, counts.status_code) == (200, 200, 200)
    body = one.json()
    assert listed.json()["results"] == [
        {name: value for name, value in body.items() if name not in {"timeline", "stage_times"}}
    ]
    assert (body["number"], body["status"]) == ("O-000007", "completed")
    assert body["tracking_numbers"] == ["SIM0001"]
    assert body["short_lines"] == [
        {"line_no": 2, "sku": "PLATE", "location": "A-02", "quantity": 1, "reason": "not_found"}
    ]
    assert body["stages"]["received_at"] == "2026-11-22T08:00:00Z"
    assert body["timeline"][0] == {
        "at": "2026-11-22T08:00:00Z",
        "event_type": "wms.order.received",
        "what": "order received",
        "detail": "2 lines, 5 units",
        "actor": "token:ada",
    }
    assert body["stage_times"][1] == {
        "stage": "validated",
        "reached_at": "2026-11-22T08:02:00Z",
        "seconds": 120.0,
    }
    assert counts.json() == {"total": 1, "by_status": [{"status": "completed", "orders": 1}]}


def test_shows_an_order_as_it_was_at_a_moment():
    site = make_site()
    tell(site.client_id, story=short_story()[1:])
    api = Api("viewer")

    then = api.get(f"{URL}/{ORDER}", {"as_of": "2026-11-22T08:03:30Z"})
    before = api.get(f"{URL}/{ORDER}", {"as_of": "2026-11-22T07:59:59Z"})
    to_come = api.get(f"{URL}/{ORDER}", {"as_of": "2126-11-22T08:00:00Z"})

    assert (then.status_code, then.json()["status"]) == (200, "backordered")
    assert then.json()["missing_stock"] == {"sku": "MUG", "quantity": 2}
    assert len(then.json()["timeline"]) == 4
    assert (before.status_code, before.json()["code"]) == (404, "order_view_not_found")
    assert to_come.status_code == 400


def test_lists_in_the_order_that_is_asked_for_there_and_back():
    site = make_site()
    tell(site.client_id, ("O-1", "O-3", "O-2"))
    api = Api("viewer")

    first = api.get(URL, {"sort": "-number", "limit": 2}).json()
    second = api.get(first["next"]).json()
    back = api.get(second["previous"]).json()

    numbers = [[each["number"] for each in page["results"]] for page in (first, second, back)]
    assert numbers == [["O-3", "O-2"], ["O-1"], ["O-3", "O-2"]]
    assert api.get(URL, {"sort": "ship_by", "cursor": first["next"][-30:]}).status_code == 400


def test_several_statuses_are_asked_for_at_once():
    site = make_site()
    tell(site.client_id, ("O-1", "O-2"))

    found = Api("viewer").get(URL, {"status": ["received", "picked"]}).json()

    assert [each["number"] for each in found["results"]] == ["O-2", "O-1"]


def test_pages_by_cursor():
    site = make_site()
    tell(site.client_id, ("O-1", "O-2", "O-3"))
    api = Api("viewer")

    first = api.get(URL, {"limit": 2}).json()
    second = api.get(first["next"]).json()

    pages = [[each["number"] for each in page["results"]] for page in (first, second)]
    assert len(pages[0]) == 2
    assert (sorted([*pages[0], *pages[1]]), second["next"]) == (["O-1", "O-2", "O-3"], None)


def test_orders_of_another_client_are_not_there():
    make_site()
    tell(ClientId(new_id()))
    api = Api("viewer")

    one = api.get(f"{URL}/{ORDER}")

    assert (one.status_code, one.json()["code"]) == (404, "order_view_not_found")
    assert api.get(URL).json()["results"] == []
    assert api.get(f"{URL}/counts").json() == {"total": 0, "by_status": []}


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"status": "lost"}, "/status/0"),
        ({"colour": "red"}, "/colour"),
        ({"search": ""}, "/search"),
        ({"limit": 0}, "/limit"),
    ],
)
def test_a_wrong_question_is_refused_with_a_pointer(query, pointer):
    make_site()

    answer = Api("viewer").get(URL, query)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize(("role", "status"), [("picker", 403), ("integrator", 200)])
def test_needs_the_scope(role, status):
    make_site()

    assert Api(role).get(URL).status_code == status
