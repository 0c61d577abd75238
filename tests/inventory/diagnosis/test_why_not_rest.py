"""Why a line of an order is not served, over HTTP."""

import pytest

from tests.factories.inventory import put, register_location, reserving
from tests.support.api import Api, make_site
from wms.inventory import facade as inventory
from wms.inventory.models import Reservation
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db


class TestHttp:
    """As a machine of a client asks."""

    @pytest.fixture(autouse=True)
    def order(self):
        site = make_site()
        register_location("A-01")
        put(1)
        order = reserving(3)
        inventory.reserve_stock(order)
        Reservation.objects.update(client_id=site.client_id, order_number="O-7")
        return order

    def test_the_diagnosis_shows_verdict_numbers_and_candidates(self, order):
        answer = Api("viewer").get(
            "/api/v1/why-not", {"order_id": str(order.order_id), "line_no": "1"}
        )

        told = answer.json()
        assert (answer.status_code, told["verdict"], told["order_number"]) == (
            200,
            "stock_short",
            "O-7",
        )
        assert told["missing"] == [{"sku": "BOLT-M8", "quantity": 2}]
        assert told["candidates"][0]["location"] == "A-01"

    def test_a_stranger_sees_no_more_than_of_an_order_that_never_was(self, order):
        make_site(client="other", warehouse="PAR1")
        stranger = Api("supervisor", client="other")

        answers = [
            stranger.get("/api/v1/why-not", {"order_id": str(order_id), "line_no": "1"})
            for order_id in (order.order_id, new_id())
        ]

        assert {(each.status_code, each.json()["code"]) for each in answers} == {
            (404, "reservation_not_found")
        }

    @pytest.mark.parametrize(
        "query",
        [
            {},
            {"order_id": "x", "line_no": "1"},
            {"line_no": "1"},
            {"order_id": str(new_id()), "line_no": "-1"},
            {"order_id": str(new_id()), "line_no": "1.5"},
            {"order_id": str(new_id()), "line_no": "99999999999999999999"},
            {"order_id": str(new_id()), "line_no": "1", "round_no": "0"},
            {"order_id": str(new_id()), "line_no": "1", "colour": "red"},
        ],
    )
    def test_refuses_bad_questions(self, query):
        answer = Api("viewer").get("/api/v1/why-not", query)

        assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
