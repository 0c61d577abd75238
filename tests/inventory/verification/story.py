"""The story of some stock that tests of its verification break."""

from tests.factories.inventory import (
    allocating,
    picking,
    put,
    register_location,
    releasing,
    reserving,
    shipping,
)
from wms.inventory import facade as inventory
from wms.inventory.models import StockBalance


def tell_a_story() -> None:
    """Make stock of which some is shipped, staged, claimed, promised, waited for, given back."""
    register_location("A-01")
    register_location("A-02")
    put(20)
    put(1, "NUT", location="A-02")
    shipped, staged, claimed, promised = reserving(1), reserving(2), reserving(3), reserving(4)
    for order in (shipped, staged, claimed, promised, reserving(99)):
        inventory.reserve_stock(order)
    gone = reserving(5)
    inventory.reserve_stock(gone)
    inventory.release_reservation(releasing(gone))
    for order in (shipped, staged):
        inventory.book_picks(picking(inventory.allocate_stock(allocating(order))))
    inventory.book_shipment(shipping(shipped))
    inventory.allocate_stock(allocating(claimed))
    bolts = StockBalance.objects.get(sku__code="BOLT-M8")
    assert (bolts.usable, bolts.reserved, bolts.allocated) == (17, 4, 3)
