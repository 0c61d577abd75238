"""Record the histories that ``test_durability`` replays.

Run as: python -m tests.fulfillment.saga.record_histories STORY... with DJANGO_SETTINGS_MODULE
tests.settings. Record one anew only when the workflow is changed for good and no run of the old
one is left anywhere; until then a change that does not replay needs ``workflow.patched``, and a
new path a story of its own.
"""

import asyncio
import re
import sys
import sysconfig
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from temporalio.testing import WorkflowEnvironment

from tests.support.fake_steps import FakeSteps
from tests.support.fake_warehouse import WAVE
from tests.support.fulfillment import LIMITS, an_order, until, until_waits_for
from wms.fulfillment.saga.contracts.cancellations import NewCancellation
from wms.fulfillment.saga.contracts.orders import Limits
from wms.fulfillment.saga.contracts.states import FoundWork, PickedUnits, StagedUnits
from wms.fulfillment.saga.runs.start import Fulfillment, start
from wms.fulfillment.saga.worker import fulfillment_worker
from wms.fulfillment.saga.workflow.search import SEARCH_ATTRIBUTES
from wms.fulfillment.saga.workflow.workflow import OrderFulfillmentWorkflow as Saga
from wms.inventory.catalogue.contracts.refusals import StockShort
from wms.inventory.contracts import ReservationStatus, StockLine
from wms.kernel.errors import DomainError
from wms.orders.contracts import OrderStatus, ShippingPolicy
from wms.packing.contracts import PackTaskStatus
from wms.picking.contracts import PickTaskStatus
from wms.platform.temporal.converter import CONTRACTS
from wms.shipping.contracts import ShipmentStatus
from wms.waving.contracts import WaveStatus

# Replaying reads no stack traces, and they name folders of the machine that recorded them.
TRACE = re.compile(r'("stackTrace": ")(?:[^"\\]|\\.)*')
HISTORIES = Path(__file__).parent / "histories"
SERVER = Path(sysconfig.get_path("scripts")) / "temporal"
Story = Callable[[Fulfillment, FakeSteps], Awaitable[None]]


async def completed(saga: Fulfillment, steps: FakeSteps) -> None:
    """An order that waits for everything once."""
    await until_waits_for(saga, "stock_reserved")
    steps.reservation = ReservationStatus.ACTIVE
    await saga.signal(Saga.stock_reserved)
    await until_waits_for(saga, "wave")
    steps.wave_id, steps.wave_status = WAVE, WaveStatus.RELEASED
    await saga.signal(Saga.wave_assigned)
    await saga.signal(Saga.wave_released)
    await until_waits_for(saga, "picking")
    steps.pick = PickTaskStatus.IN_PROGRESS
    await saga.signal(Saga.picking_started)
    steps.pick = PickTaskStatus.COMPLETED
    await saga.signal(Saga.pick_completed)
    await until_waits_for(saga, "packing")
    steps.pack = PackTaskStatus.PACKED
    await saga.signal(Saga.pack_completed)
    await until_waits_for(saga, "shipping")
    steps.shipment = ShipmentStatus.SHIPPED
    await saga.signal(Saga.shipment_shipped)


async def cancelled(saga: Fulfillment, steps: FakeSteps) -> None:
    """An order that is cancelled while it waits for its wave."""
    await until_waits_for(saga, "stock_reserved")
    steps.reservation = ReservationStatus.ACTIVE
    await saga.signal(Saga.stock_reserved)
    await until_waits_for(saga, "wave")
    await saga.execute_update(Saga.cancel, NewCancellation(reason="changed their mind"))


async def refused(saga: Fulfillment, steps: FakeSteps) -> None:
    """An order that the carrier refuses when it is packed."""
    await until_waits_for(saga, "stock_reserved")
    steps.refusals["buy_label"] = DomainError("nobody goes there")
    steps.off_the_shelf = 5
    steps.wave_id, steps.wave_status = WAVE, WaveStatus.RELEASED
    steps.pick, steps.pack = PickTaskStatus.COMPLETED, PackTaskStatus.PACKED
    steps.reservation = ReservationStatus.ACTIVE
    await saga.signal(Saga.stock_reserved)


async def split(saga: Fulfillment, steps: FakeSteps) -> None:
    """An order that goes on with a part, of which a part is not found."""
    await until_waits_for(saga, "stock_reserved")
    steps.promised = (StockLine(line_no=1, sku="BOLT-M8", quantity=2),)
    steps.picked = (PickedUnits(line_no=1, quantity=1),)
    steps.wave_id, steps.wave_status = WAVE, WaveStatus.RELEASED
    steps.pick, steps.pack = PickTaskStatus.COMPLETED, PackTaskStatus.PACKED
    steps.shipment = ShipmentStatus.SHIPPED
    steps.reservation = ReservationStatus.ACTIVE
    await saga.signal(Saga.stock_reserved)


async def withdrawn(saga: Fulfillment, steps: FakeSteps) -> None:
    """An order whose promise is withdrawn, and kept later."""
    await until_waits_for(saga, "stock_reserved")
    steps.reservation = ReservationStatus.ACTIVE
    await saga.signal(Saga.stock_reserved)
    await until_waits_for(saga, "wave")
    steps.reservation = ReservationStatus.WAITING
    steps.refusals["allocate_stock"] = StockShort("BOLT-M8", 3)
    steps.wave_id, steps.wave_status = WAVE, WaveStatus.RELEASED
    steps.pick, steps.pack = PickTaskStatus.COMPLETED, PackTaskStatus.PACKED
    steps.shipment = ShipmentStatus.SHIPPED
    await saga.signal(Saga.wave_released)
    await until_waits_for(saga, "stock_reserved")
    del steps.refusals["allocate_stock"]
    steps.reservation = ReservationStatus.ACTIVE
    await saga.signal(Saga.stock_reserved)


async def lost(saga: Fulfillment, steps: FakeSteps) -> None:
    """An order whose promise is withdrawn, and that is cancelled while it waits."""
    await until_waits_for(saga, "stock_reserved")
    steps.reservation = ReservationStatus.ACTIVE
    await saga.signal(Saga.stock_reserved)
    await until_waits_for(saga, "wave")
    steps.reservation = ReservationStatus.WAITING
    steps.refusals["allocate_stock"] = StockShort("BOLT-M8", 3)
    steps.wave_id, steps.wave_status = WAVE, WaveStatus.RELEASED
    await saga.signal(Saga.wave_released)
    await until_waits_for(saga, "stock_reserved")
    await saga.execute_update(Saga.cancel, NewCancellation(reason="changed their mind"))


async def held(saga: Fulfillment, steps: FakeSteps) -> None:
    """A complete order that is picked short twice, and in the end ships without the rest."""
    await until_waits_for(saga, "stock_reserved")
    one = (PickedUnits(line_no=1, quantity=1),)
    steps.picked, steps.picked_in = one, {2: one}
    steps.reservation_in = {2: ReservationStatus.WAITING, 3: ReservationStatus.WAITING}
    steps.wave_id, steps.wave_status = WAVE, WaveStatus.RELEASED
    steps.pick, steps.pack = PickTaskStatus.COMPLETED, PackTaskStatus.PACKED
    steps.shipment = ShipmentStatus.SHIPPED
    steps.reservation = ReservationStatus.ACTIVE
    await saga.signal(Saga.stock_reserved)
    await until(lambda: steps.open_exceptions == ["short_hold"])
    steps.reservation_in[2] = ReservationStatus.ACTIVE
    await saga.signal(Saga.stock_reserved)
    await until(lambda: steps.taken.count("raise short_hold") == 2)
    await saga.execute_update(Saga.ship_short)


async def moved(saga: Fulfillment, steps: FakeSteps) -> None:
    """An order whose first wave is dissolved, and that ships with another."""
    await until_waits_for(saga, "stock_reserved")
    steps.reservation = ReservationStatus.ACTIVE
    await saga.signal(Saga.stock_reserved)
    await until_waits_for(saga, "wave")
    steps.wave_id, steps.wave_status = WAVE, WaveStatus.PLANNED
    await saga.signal(Saga.wave_assigned)
    await until(lambda: "record_wave_assigned" in steps.taken)
    steps.wave_id, steps.wave_status, steps.assignment_no = None, None, 2
    await saga.signal(Saga.wave_unassigned)
    await until(lambda: "unassign_wave" in steps.taken)
    steps.pick, steps.pack = PickTaskStatus.COMPLETED, PackTaskStatus.PACKED
    steps.shipment = ShipmentStatus.SHIPPED
    steps.wave_id, steps.wave_status, steps.assignment_no = WAVE, WaveStatus.RELEASED, 3
    await saga.signal(Saga.wave_released)


async def hurried(saga: Fulfillment, steps: FakeSteps) -> None:
    """An order that comes into a wave with a cut-off while it waits, and is packed after that."""
    await until_waits_for(saga, "stock_reserved")
    steps.reservation = ReservationStatus.ACTIVE
    await saga.signal(Saga.stock_reserved)
    await until_waits_for(saga, "wave")
    steps.wave_id, steps.wave_status = WAVE, WaveStatus.PLANNED
    steps.cutoff_at = datetime.now(UTC) + timedelta(seconds=1)
    await saga.signal(Saga.wave_assigned)
    await until(lambda: steps.open_exceptions == ["wave_overdue"])
    steps.wave_status, steps.pick = WaveStatus.RELEASED, PickTaskStatus.COMPLETED
    steps.shipment = ShipmentStatus.SHIPPED
    await saga.signal(Saga.wave_released)
    await until(lambda: steps.open_exceptions == ["pack_overdue"])
    steps.pack = PackTaskStatus.PACKED
    await saga.signal(Saga.pack_completed)


async def ended(saga: Fulfillment, steps: FakeSteps) -> None:
    """An order that somebody cancels beside its saga, which learns of it from a step."""
    steps.ended_at["record_picked"] = OrderStatus.CANCELLED
    await completed_at_once(saga, steps)


async def blocked(saga: Fulfillment, steps: FakeSteps) -> None:
    """An order of which a step and an undo fail for long, which a person is told beside them."""
    steps.failures["withdraw_order"], steps.failures["queue_order"] = 5, 12
    steps.refusals["allocate_stock"] = DomainError("no")
    await completed_at_once(saga, steps)


async def looking(saga: Fulfillment, steps: FakeSteps) -> None:
    """An order whose signals are all lost: it looks for itself past each limit."""
    await until_waits_for(saga, "stock_reserved")
    steps.reservation = ReservationStatus.ACTIVE
    await saga.signal(Saga.stock_reserved)
    await until(lambda: steps.open_exceptions == ["wave_overdue"])
    steps.wave_id, steps.wave_status = WAVE, WaveStatus.RELEASED
    await until(lambda: steps.open_exceptions == ["pick_overdue"])
    steps.pick = PickTaskStatus.COMPLETED
    steps.pack, steps.shipment = PackTaskStatus.PACKED, ShipmentStatus.SHIPPED


async def going_on(saga: Fulfillment, steps: FakeSteps) -> None:
    """An order whose history is long: the run that goes on in place of the first."""
    await until_waits_for(saga, "stock_reserved")
    steps.reservation = ReservationStatus.ACTIVE
    await saga.signal(Saga.stock_reserved)
    await until_waits_for(saga, "wave")
    first = (await saga.describe()).run_id
    while (await saga.describe()).run_id == first:
        await saga.signal(Saga.wave_assigned)
    await completed_at_once(saga, steps)


async def again(saga: Fulfillment, steps: FakeSteps) -> None:
    """An order whose first run was lost after its picks."""
    del saga
    steps.pack, steps.shipment = PackTaskStatus.PACKED, ShipmentStatus.SHIPPED


async def completed_at_once(saga: Fulfillment, steps: FakeSteps) -> None:
    """Let an order go on that waits for stock or for its wave; nothing else holds it up."""
    steps.wave_id, steps.wave_status = WAVE, WaveStatus.RELEASED
    steps.pick, steps.pack = PickTaskStatus.COMPLETED, PackTaskStatus.PACKED
    steps.shipment = ShipmentStatus.SHIPPED
    steps.reservation = ReservationStatus.ACTIVE
    await saga.signal(Saga.stock_reserved)
    await saga.signal(Saga.wave_released)


MOMENT = timedelta(milliseconds=50)
LIMITS_OF: dict[Story, Limits] = {
    looking: replace(LIMITS, wave=MOMENT, floor=MOMENT, first_look=MOMENT, longest_look=MOMENT),
    going_on: replace(LIMITS, events=80),
    blocked: replace(LIMITS, blocked=timedelta(seconds=2)),
}
WORK_OF: dict[Story, FoundWork] = {
    again: FoundWork(
        status=OrderStatus.PICKED,
        round_no=1,
        staged=(StagedUnits(round_no=1, line_no=1, quantity=3),),
        is_recorded_picked=True,
        has_left=False,
        wave_id=WAVE,
        tracking_numbers=(),
    )
}


async def record(story: Story) -> None:
    """Play one story on a server of its own, and keep its history."""
    steps = FakeSteps()
    steps.reservation = ReservationStatus.WAITING
    steps.wave_id, steps.wave_status = None, None
    steps.pick, steps.pack = PickTaskStatus.OPEN, PackTaskStatus.OPEN
    steps.shipment = ShipmentStatus.LABELLED
    async with (
        await WorkflowEnvironment.start_local(
            data_converter=CONTRACTS,
            search_attributes=SEARCH_ATTRIBUTES,
            dev_server_existing_path=str(SERVER),
        ) as server,
        fulfillment_worker(server.client, steps),
    ):
        policy = ShippingPolicy.SHIP_COMPLETE
        if story is split:
            policy = ShippingPolicy.SHIP_PARTIAL_BACKORDER
        order = an_order(LIMITS_OF.get(story, LIMITS), policy=policy)
        steps.found = WORK_OF.get(story)
        if steps.found is not None:
            order = replace(order, attempt=2)
        saga = await start(server.client, order)
        await story(saga, steps)
        await saga.result()
        history = await saga.fetch_history()
    text = TRACE.sub(r"\1", history.to_json())
    (HISTORIES / f"{story.__name__}.json").write_text(text + "\n")


STORIES: tuple[Story, ...] = (
    *(completed, cancelled, refused, split, withdrawn, lost, held, moved, hurried),
    *(ended, blocked, looking, going_on, again),
)


async def main(wanted: list[str]) -> None:
    """Record the stories of these names."""
    HISTORIES.mkdir(exist_ok=True)
    for story in STORIES:
        if story.__name__ in wanted:
            await record(story)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
