"""The buttons of an order that is held, as a supervisor sees and presses them."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.fulfillment.exceptions.test_exceptions import raising
from tests.fulfillment.saga.holding import V1, Warehouse
from tests.support.people import log_in
from tests.support.saga_thread import saga_worker
from wms.fulfillment.exceptions.commands.clear_exception import clear_exception
from wms.fulfillment.exceptions.commands.raise_exception import raise_exception
from wms.fulfillment.exceptions.contracts.exceptions import ClearException
from wms.fulfillment.models import OperationalException
from wms.fulfillment.saga.contracts.holds import SHORT_HOLD
from wms.orders.contracts import OrderStatus

pytestmark = pytest.mark.django_db(transaction=True)
SURE = {"_form_submitted": "True"}


@pytest.fixture
def held(shared_temporal):
    warehouse = Warehouse()
    with saga_worker():
        warehouse.release()
        warehouse.walk(missing=("BOLT",))
        warehouse.until(lambda: warehouse.holds() != [])
        yield warehouse


def url(what="change", kind=SHORT_HOLD):
    row = OperationalException.objects.get(kind=kind)
    return reverse(f"admin:fulfillment_operationalexception_{what}", args=[row.pk])


def test_a_supervisor_ships_it_short(held):
    browser = log_in(Client(), "supervisor")
    page = browser.get(url()).content.decode()

    answer = browser.post(url("ship_short"), SURE, follow=True)
    packed = held.pack_and_ship(1)

    assert url("ship_short") in page
    assert url("cancel_order") in page
    assert "The order is picked." in answer.content.decode()
    assert packed == {1: 2, 2: 2}
    assert held.holds() == []
    assert url("ship_short") not in browser.get(url()).content.decode()


def test_a_supervisor_cancels_it(held):
    browser = log_in(Client(), "supervisor")

    answer = browser.post(url("cancel_order"), {**SURE, "reason": "no more"}, follow=True)

    assert "The order is cancelled." in answer.content.decode()
    assert held.status is OrderStatus.CANCELLED
    order = held.api.get(f"{V1}/orders/{held.order_id}").json()
    assert order["status"] == "cancelled"


def test_taking_it_off_the_list_decides_nothing(held):
    browser = log_in(Client(), "supervisor")
    row = OperationalException.objects.get(kind=SHORT_HOLD)
    clear_exception(ClearException(exception_id=row.exception_id, actor="supervisor"))
    page = browser.get(url()).content.decode()

    answer = browser.post(url("ship_short"), SURE, follow=True)

    assert url("ship_short") in page
    assert "The order is picked." in answer.content.decode()


def test_a_viewer_decides_nothing(held):
    browser = log_in(Client(), "viewer")
    page = browser.get(url()).content.decode()

    browser.post(url("ship_short"), SURE, follow=True)

    assert url("ship_short") not in page
    assert held.status is OrderStatus.PICKING
    assert len(held.holds()) == 1


def test_what_is_no_held_order_has_no_buttons():
    raise_exception(raising(kind="wave_overdue"))
    browser = log_in(Client(), "supervisor")

    page = browser.get(url(kind="wave_overdue")).content.decode()
    answer = browser.post(url("ship_short", kind="wave_overdue"), SURE)

    assert url("ship_short", kind="wave_overdue") not in page
    assert answer.status_code in {403, 404}


def test_a_refusal_is_shown(held):
    browser = log_in(Client(), "supervisor")
    page = url("ship_short")
    held.receive("BOLT", 1)
    held.until(lambda: held.is_open(2) and held.holds() == [])
    # The row is read before it is cleared: a page that was opened a while ago.
    OperationalException.objects.update(status="open", cleared_at=None, cleared_by="")

    answer = browser.post(page, SURE, follow=True)

    assert "Refused: the order is not held for what was not found" in answer.content.decode()
