"""The order view as a projection."""

from collections.abc import Sequence
from uuid import UUID

from wms.inventory import events as inventory
from wms.orders import events as orders
from wms.packing import events as packing
from wms.picking import events as picking
from wms.reporting.order_view.models import NAME, OrderViewRow
from wms.reporting.order_view.rules.details import detail
from wms.reporting.order_view.rules.facts import Entries, entry_of
from wms.reporting.order_view.rules.projections import project
from wms.reporting.projection.contracts import Entry
from wms.reporting.projection.models.projection import Projection
from wms.shipping import events as shipping
from wms.waving import events as waving

VERSION = 1
EVENTS = (
    orders.OrderReceivedEvent,
    orders.OrderValidatedEvent,
    orders.OrderRejectedEvent,
    orders.OrderBackorderedEvent,
    orders.OrderSplitEvent,
    orders.OrderReservedEvent,
    orders.OrderWaveAssignedEvent,
    orders.OrderWaveUnassignedEvent,
    orders.OrderPickingStartedEvent,
    orders.OrderPickedEvent,
    orders.OrderShortClosedEvent,
    orders.OrderPackedEvent,
    orders.OrderPartiallyShippedEvent,
    orders.OrderShippedEvent,
    orders.OrderCompletedEvent,
    orders.OrderCancellationRequestedEvent,
    orders.OrderCancellationRefusedEvent,
    orders.OrderCancelledEvent,
    waving.WaveOrderAddedEvent,
    waving.WaveOrderRemovedEvent,
    waving.WaveCancelledEvent,
    waving.WaveReleasedEvent,
    picking.PickTaskCreatedEvent,
    picking.PickTaskAssignedEvent,
    picking.PickTaskReleasedEvent,
    picking.PickTaskPrioritizedEvent,
    picking.PickTaskStartedEvent,
    picking.ItemPickedEvent,
    picking.ItemShortEvent,
    picking.PickTaskCompletedEvent,
    picking.PickTaskCancelledEvent,
    picking.PickingExceptionRaisedEvent,
    packing.PackTaskCreatedEvent,
    packing.PackTaskAssignedEvent,
    packing.PackTaskReleasedEvent,
    packing.PackTaskStartedEvent,
    packing.PackageSealedEvent,
    packing.PackTaskCompletedEvent,
    packing.PackTaskCancelledEvent,
    shipping.ShipmentCreatedEvent,
    shipping.LabelGeneratedEvent,
    shipping.ShipmentShippedEvent,
    shipping.ShipmentCancelledEvent,
    inventory.ShortageDetectedEvent,
    inventory.StockReservedEvent,
    inventory.StockAllocatedEvent,
    inventory.AllocationShortEvent,
    inventory.ReservationReleasedEvent,
    inventory.InventoryExceptionRaisedEvent,
)


class OrderViews(Projection):
    """All that each order went through."""

    def write(self, generation: int, entries: Sequence[Entry]) -> None:
        """Add what events say to the views of the orders that they belong to."""
        news: dict[UUID, Entries] = {}
        for entry in entries:
            for order_id, says in project(entry.event).items():
                said = entry_of(entry, says, detail(entry.event))
                news.setdefault(order_id, {}).update(said)
        rows = _locked(generation, sorted(news))
        changed = []
        for row in rows:
            if not news[row.order_id].keys() <= row.entries.keys():
                row.add(news[row.order_id])
                changed.append(row)
        if changed:
            OrderViewRow.objects.write(changed)


def _locked(generation: int, order_ids: Sequence[UUID]) -> list[OrderViewRow]:
    """Return the locked rows of orders, made if there was no event of them before.

    All are made before any is locked: who waits for a row here holds none.
    """
    there = OrderViewRow.objects.filter(generation=generation, order_id__in=order_ids)
    known = set(there.values_list("order_id", flat=True))
    OrderViewRow.objects.bulk_create(
        [
            OrderViewRow(generation=generation, order_id=each)
            for each in order_ids
            if each not in known
        ],
        ignore_conflicts=True,
    )
    return list(OrderViewRow.objects.locked(generation, order_ids))


ORDER_VIEWS = OrderViews(NAME, version=VERSION, events=EVENTS, models=[OrderViewRow])
