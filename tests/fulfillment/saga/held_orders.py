"""An order that is held, and what its saga does then."""

from tests.fulfillment.saga.test_forward import FORWARD
from tests.fulfillment.saga.test_undo import UNDO_QUEUE
from tests.support.fulfillment import LIMITS, an_order, until_waits_for
from wms.fulfillment.saga.contracts.cancellations import NewCancellation
from wms.fulfillment.saga.contracts.states import PickedUnits
from wms.fulfillment.saga.runs.start import start
from wms.inventory.contracts import ReservationStatus

WAITING, ACTIVE = ReservationStatus.WAITING, ReservationStatus.ACTIVE
WISH = NewCancellation(reason="changed their mind")
UP_TO_BOOKING = FORWARD[: FORWARD.index("record_picked")]
FROM_PICKED = FORWARD[FORWARD.index("record_picked") :]
HELD = ["reserve_stock", "record_picking_started", "raise short_hold"]
WALK = ["prepare_pick_task", "allocate_stock"]
WALKED = ["open_pick_task", "book_picks"]
GIVEN_UP = ["cancel_pick_task", "release_reservation"]
UNDO_ROUND = ["cancel_pick_task", "deallocate_stock", "release_reservation"]
UNDO_FIRST = ["cancel_pick_task", "deallocate_stock", *UNDO_QUEUE[:1]]


def found(*quantities):
    """Return what was found of each line."""
    return tuple(PickedUnits(line_no=no, quantity=q) for no, q in enumerate(quantities, start=1))


async def held(client, limits=LIMITS):
    """Bring an order to where it waits for the rest."""
    saga = await start(client, an_order(limits))
    await until_waits_for(saga, "stock_reserved")
    return saga
