"""In which wave an order is: the one thing recorded of it that can be taken back."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as DatabaseCase

from tests.factories.orders import CLIENT, receive
from tests.orders.recording import WAVE, published, reach
from wms.kernel.ids import OrderId
from wms.orders import facade as orders
from wms.orders.contracts import (
    CancelOrder,
    Milestone,
    OrderNotFound,
    OrderStatus,
    UnassignWave,
)
from wms.orders.models import Order, OrdersOutbox
from wms.orders.selectors.history import get_history

pytestmark = pytest.mark.django_db
OTHER = UUID(int=10)


def assign(order, wave_id, assignment_no):
    return reach(order, Milestone.WAVE_ASSIGNED, wave_id=wave_id, assignment_no=assignment_no)


def unassign(order, assignment_no):
    return orders.unassign_wave(UnassignWave(order_id=order.order_id, assignment_no=assignment_no))


def row_of(order):
    return Order.objects.get(id=order.order_id)


def test_an_order_that_left_its_wave_is_reserved_as_before():
    order = receive()
    assign(order, WAVE, 1)

    assert unassign(order, 2) is OrderStatus.RESERVED

    assert published()[3:] == [
        ("wave-assigned", 4, "wave_assigned"),
        ("wave-unassigned", 5, "reserved"),
    ]
    assert OrdersOutbox.objects.latest("id").data.count(str(WAVE)) == 1
    history = get_history(order_id=order.order_id, client_id=CLIENT)
    assert (history[-1].what, history[-1].status) == ("wave-unassigned", OrderStatus.RESERVED)
    assert row_of(order).wave_id is None


def test_an_order_that_came_into_another_wave_shows_that_one():
    order = receive()
    assign(order, WAVE, 1)

    assert assign(order, OTHER, 3) is OrderStatus.WAVE_ASSIGNED

    assert published()[4:] == [("wave-assigned", 5, "wave_assigned")]
    assert str(OTHER) in OrdersOutbox.objects.latest("id").data
    assert row_of(order).wave_id == OTHER


def test_the_same_assignment_again_changes_nothing():
    order = receive()
    assign(order, WAVE, 1)
    unassign(order, 2)
    before = (published(), row_of(order).version)

    assert unassign(order, 2) is OrderStatus.RESERVED
    assert assign(order, WAVE, 1) is OrderStatus.RESERVED

    assert (published(), row_of(order).version) == before
    assert row_of(order).wave_id is None


class TestArrival(DatabaseCase):
    """Assignments are told in any order, as steps that time out are, and repeated."""

    databases = "__all__"

    @settings(deadline=None, max_examples=30)
    @given(arrivals=st.permutations([(WAVE, 1), (None, 2), (OTHER, 3), (None, 4), (WAVE, 5)]))
    def test_the_assignment_with_the_highest_number_wins(self, arrivals):
        order = receive()

        for wave_id, number in [*arrivals, *arrivals]:
            if wave_id is None:
                unassign(order, number)
            else:
                assign(order, wave_id, number)

        assert (row_of(order).wave_id, row_of(order).status) == (WAVE, "wave_assigned")


@pytest.mark.parametrize("later", [Milestone.PICKING_STARTED, Milestone.PICKED, Milestone.SHIPPED])
def test_what_somebody_walks_for_leaves_no_wave(later):
    order = receive()
    assign(order, WAVE, 1)
    status = reach(order, later)
    before = published()

    assert unassign(order, 2) is status

    assert (published(), row_of(order).wave_id) == (before, WAVE)


def test_a_finished_order_leaves_no_wave():
    order = receive()
    assign(order, WAVE, 1)
    orders.cancel_order(CancelOrder(order_id=order.order_id, reason="no"))
    before = published()

    assert unassign(order, 2) is OrderStatus.CANCELLED

    assert (published(), row_of(order).wave_id) == (before, WAVE)


def test_an_order_in_no_wave_leaves_none():
    order = receive()
    reach(order, Milestone.RESERVED)
    before = published()

    assert unassign(order, 1) is OrderStatus.RESERVED

    assert published() == before


def test_the_wave_may_go_while_somebody_wants_the_order_cancelled():
    order = receive()
    assign(order, WAVE, 1)
    Order.objects.filter(id=order.order_id).update(
        is_cancellation_requested=True, status=OrderStatus.CANCELLING
    )

    assert unassign(order, 2) is OrderStatus.CANCELLING

    assert published()[4:] == [("wave-unassigned", 5, "cancelling")]


def test_knows_no_order_that_was_not_received():
    with pytest.raises(OrderNotFound):
        orders.unassign_wave(UnassignWave(order_id=OrderId(uuid4()), assignment_no=1))

    assert published() == []
