"""What the lists of workflows show of an order, and can be searched by."""

from uuid import UUID

from temporalio import workflow
from temporalio.common import SearchAttributeKey, SearchAttributePair, TypedSearchAttributes

from wms.fulfillment.saga.contracts.orders import FulfillOrder
from wms.orders.contracts import OrderStatus

ORDER_ID = SearchAttributeKey.for_keyword("OrderId")
ORDER_STATUS = SearchAttributeKey.for_keyword("OrderStatus")
ORDER_PRIORITY = SearchAttributeKey.for_keyword("OrderPriority")
WAVE_ID = SearchAttributeKey.for_keyword("WaveId")
SEARCH_ATTRIBUTES = (ORDER_ID, ORDER_STATUS, ORDER_PRIORITY, WAVE_ID)


def shown_at_start(order: FulfillOrder) -> TypedSearchAttributes:
    """Return what is shown before the first step; it costs no event of its own."""
    return TypedSearchAttributes(
        [
            SearchAttributePair(ORDER_ID, str(order.order_id)),
            SearchAttributePair(ORDER_PRIORITY, str(order.priority)),
            SearchAttributePair(ORDER_STATUS, str(OrderStatus.RECEIVED)),
        ]
    )


class Shown:
    """What is shown of one order; every change is an event and a write to the index."""

    def __init__(self, status: OrderStatus, wave_id: UUID | None = None) -> None:
        self._status = status
        self._wave_id = wave_id

    def update(self, status: OrderStatus, wave_id: UUID | None) -> None:
        """Show the stage of the order, if it is another one than before."""
        if (status, wave_id) == (self._status, self._wave_id):
            return
        changes = [ORDER_STATUS.value_set(str(status))]
        if wave_id != self._wave_id:
            gone = WAVE_ID.value_unset()
            changes.append(gone if wave_id is None else WAVE_ID.value_set(str(wave_id)))
        workflow.upsert_search_attributes(changes)
        self._status, self._wave_id = status, wave_id
