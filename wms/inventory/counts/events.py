"""Shelves that are counted."""

from dataclasses import dataclass

from wms.inventory.counts.contracts.counts import PostedLine
from wms.inventory.work.contracts.counts import CountId
from wms.kernel.events import Event
from wms.kernel.ids import ClientId, WarehouseId


@dataclass(frozen=True, kw_only=True)
class CountPostedEvent(
    Event, event_type="wms.inventory.count-posted", subject="count_id", grows="lines"
):
    """A location was counted, and the books say what was found there.

    Lines that were left out are read with the count.
    """

    count_id: CountId
    client_id: ClientId
    warehouse_id: WarehouseId
    number: str
    location: str
    lines: tuple[PostedLine, ...]
    left_out: int = 0
