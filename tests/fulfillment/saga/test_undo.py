"""The saga going back: newest first, exactly what was begun, however long it takes."""

import pytest

from tests.fulfillment.saga.test_forward import FORWARD
from tests.support.fulfillment import an_order, until
from wms.fulfillment.saga.contracts.orders import Outcome
from wms.fulfillment.saga.contracts.states import PickedUnits
from wms.fulfillment.saga.runs.start import start
from wms.fulfillment.saga.workflow.workflow import OrderFulfillmentWorkflow
from wms.kernel.errors import DomainError
from wms.orders.contracts import OrderStatus, ShippingPolicy

WHY = "refused"
UNDO_ORDER = [f"cancel_order: {WHY}", "release_reservation"]
UNDO_QUEUE = ["withdraw_order", *UNDO_ORDER]
UNDO_PICK = ["cancel_pick_task", "deallocate_stock", *UNDO_QUEUE]
UNDO_PACK = ["cancel_pack_task", *UNDO_PICK]
UNDO_SHIPMENT = ["cancel_shipment", *UNDO_PACK]
UNDOS = {
    "record_validation": UNDO_ORDER,
    "reserve_stock": UNDO_ORDER,
    "record_reserved": UNDO_ORDER,
    "queue_order": UNDO_QUEUE,
    "record_wave_assigned": UNDO_PICK,
    "allocate_stock": UNDO_PICK,
    "open_pick_task": UNDO_PICK,
    "book_picks": UNDO_PICK,
    "record_picked": UNDO_PICK,
    "create_pack_task": UNDO_PACK,
    "record_packed": UNDO_PACK,
    "create_shipment": UNDO_SHIPMENT,
    "buy_label": ["void_label", *UNDO_SHIPMENT],
}


@pytest.mark.parametrize("refused", UNDOS)
async def test_a_refusal_undoes_what_came_before_newest_first(client, steps, refused):
    steps.refusals[refused] = DomainError("no")

    saga = await start(client, an_order())

    assert await saga.result() is Outcome.CANCELLED
    before = FORWARD[: FORWARD.index(refused)]
    assert steps.taken == before + UNDOS[refused]
    assert steps.tries[refused] == 1


async def test_a_rejected_order_keeps_no_reservation(client, steps):
    steps.reasons = ("unknown_sku: A", "address_not_servable: AQ")

    saga = await start(client, an_order())

    assert await saga.result() is Outcome.REJECTED
    assert steps.taken == ["assess_order", "record_validation", "release_reservation"]
    status = await saga.query(OrderFulfillmentWorkflow.status)
    assert status.status is OrderStatus.REJECTED
    assert status.reason == "rejected"


@pytest.mark.parametrize(
    "policy", [ShippingPolicy.SHIP_PARTIAL, ShippingPolicy.SHIP_PARTIAL_BACKORDER]
)
async def test_an_order_of_which_nothing_is_found_is_cancelled(client, steps, policy):
    steps.picked = (PickedUnits(line_no=1, quantity=0), PickedUnits(line_no=2, quantity=0))

    saga = await start(client, an_order(policy=policy))

    assert await saga.result() is Outcome.CANCELLED
    assert "cancel_order: nothing_picked" in steps.taken
    assert "create_pack_task" not in steps.taken
    assert steps.open_exceptions == []


async def test_goods_off_the_shelf_stay_in_staging_and_raise_an_exception(client, steps):
    steps.off_the_shelf = 5
    steps.refusals["buy_label"] = DomainError("nobody goes there")

    saga = await start(client, an_order())

    assert await saga.result() is Outcome.CANCELLED
    assert steps.done[steps.done.index("void_label") :] == [
        "void_label",
        "cancel_shipment",
        "cancel_pack_task",
        "cancel_pick_task",
        "book_picks",
        "deallocate_stock",
        *UNDO_QUEUE,
    ]
    assert steps.open_exceptions == ["goods_in_staging"]


async def test_an_undo_is_tried_until_it_works(client, steps):
    steps.refusals["allocate_stock"] = DomainError("no")
    steps.failures["withdraw_order"] = 20

    saga = await start(client, an_order())

    assert await saga.result() is Outcome.CANCELLED
    assert steps.tries["withdraw_order"] == 21
    assert steps.done[-3:] == UNDO_QUEUE
    assert steps.cleared == ["undo_blocked"]
    assert steps.open_exceptions == []


async def test_an_undo_that_is_refused_waits_for_a_person_and_goes_on(client, steps):
    steps.refusals["allocate_stock"] = DomainError("no")
    steps.refusals["withdraw_order"] = DomainError("no")

    saga = await start(client, an_order())
    await until(lambda: "raise undo_blocked" in steps.taken)
    assert steps.open_exceptions == ["undo_blocked"]
    del steps.refusals["withdraw_order"]

    assert await saga.result() is Outcome.CANCELLED
    assert steps.done[-3:] == UNDO_QUEUE
    assert steps.cleared == ["undo_blocked"]


@pytest.mark.parametrize("refused", ["book_shipment", "record_shipped", "record_completed"])
async def test_nothing_is_undone_once_the_goods_have_left(client, steps, refused):
    steps.refusals[refused] = DomainError("no")

    saga = await start(client, an_order())
    await until(lambda: bool(steps.exceptions))
    del steps.refusals[refused]

    assert await saga.result() is Outcome.COMPLETED
    assert [step for step in steps.taken if step in FORWARD] == FORWARD
    assert steps.open_exceptions == []


async def test_an_order_finished_long_ago_is_left_alone(client, steps):
    steps.status = OrderStatus.COMPLETED

    saga = await start(client, an_order())

    assert await saga.result() is Outcome.FINISHED_BEFORE
    assert steps.taken == ["assess_order"]
