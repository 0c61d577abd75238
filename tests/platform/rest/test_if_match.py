"""``If-Match`` over HTTP: which addresses look at it, and what they answer."""

import ast
import inspect
import textwrap
from functools import partial
from uuid import uuid4

import pytest
from django.urls import get_resolver

from tests.factories.picking import open_task
from tests.orders.bodies import BODY
from tests.support.api import Api, make_site
from tests.support.races import at_once
from wms.orders.models import Order, OrdersOutbox
from wms.picking.models import PickingOutbox
from wms.platform.rest.views import ContractView
from wms.platform.tenancy.models import Client

TASKS = "/api/v1/pick-tasks"
CHANGING = {"post", "put", "patch", "delete"}


def views():
    """Return every view of the API that speaks contracts, by its route."""
    found = (each.callback.view_class for each in _patterns(get_resolver()))
    return {view.route: view for view in found if issubclass(view, ContractView)}


def _patterns(resolver):
    for each in resolver.url_patterns:
        if hasattr(each, "url_patterns"):
            yield from _patterns(each)
        elif hasattr(each.callback, "view_class"):
            yield each


def changing(view):
    return [getattr(view, name) for name in sorted(CHANGING & vars(view).keys())]


def hands_its_receipt_over(method):
    tree = ast.parse(textwrap.dedent(inspect.getsource(method)))
    return any(
        ast.unparse(each) == "self.receipt()"
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        for each in (keyword.value for keyword in call.keywords if keyword.arg == "receipt")
    )


def test_every_address_below_what_has_a_tag_looks_at_it():
    read = {view.route for view in views().values() if "self.cached(" in inspect.getsource(view)}

    below = {
        route: view.changes
        for route, view in views().items()
        if changing(view) and any(route.startswith(f"{each}/") for each in read if "uuid" in each)
    }

    assert len(below) == 26
    assert [route for route, resource in below.items() if resource is None] == []


def test_every_change_of_what_has_a_tag_hands_it_to_its_command():
    methods = {
        f"{view.__name__}.{method.__name__}": inspect.unwrap(method)
        for view in views().values()
        if view.changes is not None
        for method in changing(view)
    }

    assert [name for name, each in methods.items() if not hands_its_receipt_over(each)] == []


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def api(site):
    return Api("supervisor")


@pytest.fixture
def task(site, monkeypatch):
    monkeypatch.setattr("tests.factories.picking.CLIENT", site.client_id)
    return f"{TASKS}/{open_task().task_id}"


@pytest.mark.django_db
def test_a_task_is_changed_if_it_is_as_it_was_seen(api, task):
    etag = api.get(task).headers["ETag"]

    answer = api.post(f"{task}/priority", {"priority": "standard"}, If_Match=etag)

    assert answer.status_code == 200
    assert api.get(task).headers["ETag"] != etag


@pytest.mark.django_db
def test_a_task_that_was_changed_since_is_left_as_it_is(api, task):
    etag = api.get(task).headers["ETag"]
    api.post(f"{task}/priority", {"priority": "standard"})
    before, published = api.get(task).content, PickingOutbox.objects.count()

    answer = api.post(f"{task}/priority", {"priority": "next_day"}, If_Match=etag)

    now = api.get(task).headers["ETag"]
    assert (answer.status_code, answer.json()["code"]) == (412, "precondition_failed")
    assert answer.json()["detail"] == f"it is {now} now: read it again"
    assert api.get(task).content == before
    assert PickingOutbox.objects.count() == published


@pytest.mark.django_db
def test_a_repeat_of_a_change_gets_its_answer_again(api, task):
    etag = api.get(task).headers["ETag"]
    headers = {"If_Match": etag, "Idempotency_Key": "one"}
    body = {"priority": "standard"}

    first = api.post(f"{task}/priority", body, **headers)
    again = api.post(f"{task}/priority", body, **headers)

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.content == again.content
    assert again.headers["Idempotent-Replay"] == "true"


@pytest.mark.django_db
def test_any_tag_asks_only_that_there_is_something(api, task):
    assert api.post(f"{task}/priority", {"priority": "standard"}, If_Match="*").status_code == 200

    answer = api.post(f"{TASKS}/{uuid4()}/priority", {"priority": "standard"}, If_Match="*")

    assert (answer.status_code, answer.json()["code"]) == (412, "precondition_failed")


@pytest.mark.django_db
def test_a_task_of_another_client_is_none(api, task):
    Client.objects.create(code="other")
    stranger = Api("supervisor", client="other")
    etag = api.get(task).headers["ETag"]

    answer = stranger.post(f"{task}/priority", {"priority": "same_day"}, If_Match=etag)

    assert (answer.status_code, answer.json()["detail"]) == (412, "there is no such thing")


@pytest.mark.django_db
def test_what_has_no_tag_is_not_made_under_one(api):
    answer = api.post("/api/v1/orders", BODY, If_Match='"any"')

    assert (answer.status_code, answer.json()["code"]) == (412, "precondition_failed")
    assert (Order.objects.count(), OrdersOutbox.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_an_order_is_cancelled_only_as_it_was_seen(api):
    order = f"/api/v1/orders/{api.post('/api/v1/orders', BODY).json()['order_id']}"
    before = api.get(order).content

    answer = api.post(f"{order}/cancel", {"reason": "ordered twice"}, If_Match='"other"')

    assert (answer.status_code, answer.json()["code"]) == (412, "precondition_failed")
    assert api.get(order).content == before


@pytest.mark.django_db(transaction=True)
def test_of_two_who_saw_the_same_one_changes_it(api, task):
    etag = api.get(task).headers["ETag"]

    def prioritize(priority):
        body = {"priority": priority}
        return api.post(f"{task}/priority", body, If_Match=etag).status_code

    answers = at_once([partial(prioritize, each) for each in ("standard", "next_day")])

    assert sorted(answers, key=str) == [200, 412]
