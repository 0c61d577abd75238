"""The lock of fulfillment that is not a row."""

from wms.fulfillment.exceptions.models import OperationalException
from wms.kernel.ids import OrderId
from wms.platform.databases import cursor_of

_SHORTAGES = 0x46  # the class of advisory locks that are about the goods an order lost


def lock_shortages(order_id: OrderId) -> None:
    """Wait until nobody else looks at the goods an order lost; taken before any row.

    Who raises looks whether the order has ended, and who clears comes after its end: one after
    the other they leave nothing open, in either order.
    """
    key = int.from_bytes(order_id.bytes[-4:], signed=True)
    with cursor_of(OperationalException) as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_SHORTAGES, key])
