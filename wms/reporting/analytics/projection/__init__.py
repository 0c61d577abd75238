"""Analytics as a projection: it listens to all six topics."""

from collections.abc import Iterable

from wms.inventory import events as inventory
from wms.packing import events as packing
from wms.picking import events as picking
from wms.reporting.analytics.models import (
    CartonRow,
    CountRow,
    OrderRow,
    PickRow,
    ReservationRow,
    SkuRow,
    StageRow,
    WaveRow,
)
from wms.reporting.analytics.models.base import NAME
from wms.reporting.analytics.projection.sayings import OF_ORDERS, WAVE_TIMES, says
from wms.reporting.projection.contracts import Entry
from wms.reporting.projection.models.projection import RowProjection, Saying
from wms.shipping import events as shipping
from wms.waving import events as waving

VERSION = 1
EVENTS = (
    *OF_ORDERS,
    *WAVE_TIMES,
    waving.WaveOrderAddedEvent,
    picking.ItemPickedEvent,
    picking.ItemShortEvent,
    packing.PackTaskCompletedEvent,
    shipping.LabelGeneratedEvent,
    inventory.StockReservedEvent,
    inventory.ShortageDetectedEvent,
    inventory.CountPostedEvent,
    inventory.SkuRegisteredEvent,
    inventory.SkuCorrectedEvent,
)


class Analytics(RowProjection):
    """What happened, as rows that figures are counted from."""

    def sayings(self, entry: Entry) -> Iterable[Saying]:
        """Yield what an event says, with the rows that it says it of."""
        return says(entry.event, entry)


ANALYTICS = Analytics(
    NAME,
    version=VERSION,
    events=EVENTS,
    models=[OrderRow, StageRow, WaveRow, PickRow, CartonRow, ReservationRow, CountRow, SkuRow],
)
