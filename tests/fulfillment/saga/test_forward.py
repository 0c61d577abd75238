"""The saga going forward, with a clock that jumps."""

from tests.support.fulfillment import an_order
from wms.fulfillment.saga.contracts.orders import Outcome, SagaStatus
from wms.fulfillment.saga.contracts.states import PickedUnits
from wms.fulfillment.saga.runs.start import start
from wms.fulfillment.saga.workflow.workflow import OrderFulfillmentWorkflow
from wms.orders.contracts import LineProgress, Milestone, OrderStatus, ShippingPolicy

FORWARD = [
    "assess_order",
    "record_validation",
    "reserve_stock",
    "record_reserved",
    "queue_order",
    "record_wave_assigned",
    "allocate_stock",
    "open_pick_task",
    "book_picks",
    "record_picked",
    "create_pack_task",
    "record_packed",
    "create_shipment",
    "buy_label",
    "book_shipment",
    "record_shipped",
    "record_completed",
]


async def test_brings_an_order_to_the_carrier(client, steps):
    saga = await start(client, an_order())

    assert await saga.result() is Outcome.COMPLETED
    assert steps.taken == FORWARD
    assert steps.tracking_numbers == ("T-1",)
    assert steps.open_exceptions == []
    status = await saga.query(OrderFulfillmentWorkflow.status)
    assert status == SagaStatus(
        status=OrderStatus.COMPLETED,
        waits_for="",
        wave_id=steps.wave_id,
        reason="",
    )


async def test_ships_the_rest_of_a_short_pick(client, steps):
    steps.picked = (PickedUnits(line_no=1, quantity=1), PickedUnits(line_no=2, quantity=0))

    saga = await start(client, an_order(policy=ShippingPolicy.SHIP_PARTIAL))

    assert await saga.result() is Outcome.COMPLETED
    assert steps.progress[Milestone.PICKED] == (
        LineProgress(line_no=1, picked=1, short_closed=2),
        LineProgress(line_no=2, short_closed=2),
    )
    assert steps.progress[Milestone.SHIPPED] == (
        LineProgress(line_no=1, picked=1, packed=1, shipped=1, short_closed=2),
        LineProgress(line_no=2, short_closed=2),
    )
