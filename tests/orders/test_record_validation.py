"""Recording that an order is valid, or why it is not."""

import pytest

from tests.factories.orders import receive
from tests.orders.recording import published, reach
from wms.orders import facade as orders
from wms.orders.contracts import Milestone, OrderStatus, RecordValidation
from wms.orders.domain.transitions import ForbiddenTransition

pytestmark = pytest.mark.django_db


def test_a_rejection_keeps_every_reason():
    order = receive(5)

    status = orders.record_validation(
        RecordValidation(order_id=order.order_id, reasons=("sku X is unknown", "no way to XX"))
    )

    assert status is OrderStatus.REJECTED
    assert orders.get_order(order_id=order.order_id).reason == "sku X is unknown; no way to XX"
    assert published()[-1] == ("rejected", 2, "rejected")


def test_what_passed_is_not_rejected_later():
    order = receive(5)
    reach(order, Milestone.RESERVED)
    before = published()

    with pytest.raises(ForbiddenTransition):
        orders.record_validation(RecordValidation(order_id=order.order_id, reasons=("late",)))

    assert published() == before


def test_validation_is_recorded_once():
    order = receive(5)

    answers = [orders.record_validation(RecordValidation(order_id=order.order_id)) for _ in "ab"]

    assert answers == [OrderStatus.VALIDATED, OrderStatus.VALIDATED]
    assert [what for what, _, _ in published()] == ["received", "validated"]
