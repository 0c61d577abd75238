"""Orders that validation rejects come before a person, and can be asked about before."""

import pytest

from tests.factories.orders import CLIENT, receive
from tests.orders.bodies import URL, address, body, line
from tests.support.api import Api, make_site
from tests.support.races import deliver
from wms.fulfillment.exceptions.commands.clear_exception import clear_exception
from wms.fulfillment.exceptions.contracts.exceptions import ClearException
from wms.fulfillment.exceptions.rules.rejections import rejection_id_for
from wms.fulfillment.models import OperationalException
from wms.fulfillment.subscribers import subscriber
from wms.inventory.catalogue.commands.register_sku import register_sku
from wms.inventory.catalogue.contracts.catalogue import NewSku, RegisterSku
from wms.inventory.models import InventoryOutbox
from wms.orders import facade as orders
from wms.orders.contracts import CancelOrder, RecordValidation
from wms.orders.models import Order, OrderHistory, OrderLine, OrdersOutbox

pytestmark = pytest.mark.django_db(transaction=True)

CHECK = f"{URL}/check"
NOT_SERVED = "AQ"


@pytest.fixture(autouse=True)
def address_of_temporal(shared_temporal):
    """Lead the settings to this worker's Temporal server; no saga worker runs."""


def reject(order):
    reasons = ("unknown_sku: BOLT-M1", "address_not_servable: AQ")
    orders.record_validation(RecordValidation(order_id=order.order_id, reasons=reasons))


def fact(order, what):
    return OrdersOutbox.objects.get(subject=order.order_id, event_type=f"wms.order.{what}")


def rows():
    return list(
        OperationalException.objects.order_by("id").values_list("kind", "subject", "status")
    )


def test_a_rejected_order_comes_before_a_person_with_every_reason():
    order = receive(external_ref="WEB-1")
    reject(order)

    deliver(subscriber, fact(order, "rejected"))
    deliver(subscriber, fact(order, "rejected"))

    raised = OperationalException.objects.get()
    assert (raised.kind, raised.subject, raised.order_id, raised.client_id) == (
        "order_rejected",
        order.number,
        order.order_id,
        CLIENT,
    )
    assert raised.message == "WEB-1: unknown_sku: BOLT-M1; address_not_servable: AQ"
    assert raised.status == "open"


@pytest.mark.parametrize("order_of_arrival", [("rejected", "received"), ("received", "rejected")])
def test_it_is_off_the_list_when_a_later_order_has_its_reference(order_of_arrival):
    first = receive(external_ref="WEB-1")
    reject(first)
    second = receive(external_ref="WEB-1")
    facts = {"rejected": fact(first, "rejected"), "received": fact(second, "received")}

    for what in order_of_arrival:
        deliver(subscriber, facts[what])

    assert rows() == [("order_rejected", first.number, "cleared")]
    assert OperationalException.objects.get().note == (
        f"{second.number} has the reference WEB-1 now"
    )


def test_a_person_may_clear_it():
    order = receive()
    reject(order)
    deliver(subscriber, fact(order, "rejected"))

    clear_exception(ClearException(exception_id=rejection_id_for(order.order_id), actor="ana"))

    assert rows() == [("order_rejected", order.number, "cleared")]


def test_a_reference_that_was_cancelled_before_leaves_no_row():
    first = receive(external_ref="WEB-1")
    orders.cancel_order(CancelOrder(order_id=first.order_id, reason="changed their mind"))
    second = receive(external_ref="WEB-1")

    deliver(subscriber, fact(second, "received"))

    assert rows() == []


class TestChecking:
    """``POST /orders/check``."""

    @pytest.fixture
    def api(self):
        site = make_site()
        register_sku(
            RegisterSku(client_id=site.client_id, sku=NewSku(code="BOLT-M8"), actor="user:7")
        )
        return Api("integrator")

    @pytest.fixture(autouse=True)
    def _nothing_is_written(self, api):  # noqa: ARG002 - what it makes is there before
        tables = (Order, OrderLine, OrderHistory, OrdersOutbox, OperationalException)
        before = [table.objects.count() for table in (*tables, InventoryOutbox)]
        yield
        assert [table.objects.count() for table in (*tables, InventoryOutbox)] == before

    def test_an_order_without_fault_would_be_accepted(self, api):
        answer = api.post(CHECK, body())

        assert (answer.status_code, answer.json()) == (200, {"accepted": True, "reasons": []})

    def test_every_reason_is_named_at_once(self, api):
        wrong = body(
            warehouse="MOON",
            ship_by="2020-01-01",
            shipping_address=address(country=NOT_SERVED),
            lines=[line(sku="no-such"), line(line_no=2, sku="nor-this")],
        )

        answer = api.post(CHECK, wrong)

        assert (answer.status_code, answer.json()) == (
            200,
            {
                "accepted": False,
                "reasons": [
                    "unknown_warehouse: there is no warehouse MOON",
                    "invalid_order: ship_by 2020-01-01 is in the past",
                    "unknown_sku: NO-SUCH",
                    "unknown_sku: NOR-THIS",
                    "address_not_servable: AQ",
                ],
            },
        )

    @pytest.mark.usefixtures("api")
    def test_who_may_only_look_asks_nothing(self):
        assert Api("viewer").post(CHECK, body()).status_code == 403

    def test_what_is_no_order_is_refused_as_it_would_be(self, api):
        asked, sent = api.post(CHECK, body(lines=[])), api.post(URL, body(lines=[]))

        assert (asked.status_code, asked.json()["errors"]) == (400, sent.json()["errors"])


def test_a_reference_in_use_is_a_reason_until_its_order_is_rejected():
    site = make_site()
    register_sku(RegisterSku(client_id=site.client_id, sku=NewSku(code="BOLT-M8"), actor="user:7"))
    api = Api("integrator")
    order = api.post(URL, body()).json()

    in_use = api.post(CHECK, body()).json()
    orders.record_validation(
        RecordValidation(order_id=order["order_id"], reasons=("unknown_sku: BOLT-M8",))
    )

    assert in_use == {
        "accepted": False,
        "reasons": [f"duplicate_external_ref: WEB-1 is order {order['number']} already"],
    }
    assert api.post(CHECK, body()).json() == {"accepted": True, "reasons": []}
