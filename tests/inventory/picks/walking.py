"""Walks on which goods are missed, and what is told of them."""

from tests.factories.inventory import allocating, reserved
from wms.inventory import facade as inventory
from wms.inventory.contracts import PickedPlace, ReasonCode
from wms.inventory.reservations.contracts.reservations import BookShort


def allocated(*wishes, rank=2):
    """Claim goods for an order."""
    order = reserved(*wishes, rank=rank)
    return order, inventory.allocate_stock(allocating(order))


def booking(allocation, *, found, missing, reason=ReasonCode.NOT_FOUND):
    """Say of the first place of an order what was there."""
    place = PickedPlace(
        allocation_id=allocation.places[0].allocation_id,
        quantity=found,
        short_quantity=missing,
        reason=reason,
    )
    return BookShort(order_id=allocation.order_id, place=place, actor="pia")


def walk_of(order):
    """Return what is still to be picked for an order."""
    walk = inventory.get_walk(order_id=order.order_id, round_no=1)
    return [(place.location, place.quantity) for place in walk.places]


def short_at(place, found, reason):
    """Say that so many units, and never all, were found at a place."""
    taken = min(found, place.quantity - 1)
    missing = place.quantity - taken
    return PickedPlace(
        allocation_id=place.allocation_id, quantity=taken, short_quantity=missing, reason=reason
    )
