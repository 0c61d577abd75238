"""Requests about stock that is reserved, allocated, picked and shipped."""

from tests.commands.examples.site import BY, stock
from tests.commands.registry import example_of
from tests.factories.inventory import (
    CLIENT,
    allocating,
    deallocating,
    picking,
    releasing,
    reserved,
    reserving,
    shipping,
)
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.words import Strategy
from wms.inventory.contracts import PickedPlace, ReasonCode
from wms.inventory.picks.commands.book_picks import book_picks
from wms.inventory.picks.commands.book_shipment import book_shipment
from wms.inventory.picks.commands.book_short import book_short
from wms.inventory.reservations.commands.allocate_stock import allocate_stock
from wms.inventory.reservations.commands.allocate_wave import allocate_wave
from wms.inventory.reservations.commands.deallocate_stock import deallocate_stock
from wms.inventory.reservations.commands.release_reservation import release_reservation
from wms.inventory.reservations.commands.reserve_orders import reserve_orders
from wms.inventory.reservations.commands.reserve_stock import reserve_stock
from wms.inventory.reservations.commands.set_allocation_rule import set_allocation_rule
from wms.inventory.reservations.contracts.reservations import (
    AllocateWave,
    BookShort,
    ReserveOrders,
)
from wms.inventory.reservations.contracts.rules import NewAllocationRule, SetAllocationRule
from wms.platform.ids import new_id


def allocated(quantity=4):
    stock()
    order = reserved(quantity)
    return order, inventory.allocate_stock(allocating(order))


@example_of(set_allocation_rule)
def rule_of_a_client():
    rule = NewAllocationRule(strategy=Strategy.FIFO)
    return SetAllocationRule(client_id=CLIENT, rule=rule, actor=BY)


@example_of(reserve_stock)
def order():
    stock()
    return reserving(4)


@example_of(reserve_orders)
def batch_of_orders():
    stock()
    return ReserveOrders(orders=(reserving(4), reserving(3)))


@example_of(release_reservation)
def cancelled_order():
    stock()
    return releasing(reserved(4))


@example_of(allocate_stock)
def reserved_order():
    stock()
    return allocating(reserved(4))


@example_of(allocate_wave)
def reserved_orders_of_a_wave():
    stock()
    orders = (allocating(reserved(4)), allocating(reserved(3)))
    return AllocateWave(wave_id=new_id(), orders=orders)


@example_of(deallocate_stock)
def allocated_order():
    asked, _allocation = allocated()
    return deallocating(asked)


@example_of(book_picks)
def complete_walk():
    _asked, allocation = allocated()
    return picking(allocation, is_complete=True)


@example_of(book_short)
def missing_units():
    asked, allocation = allocated()
    place = PickedPlace(
        allocation_id=allocation.places[0].allocation_id,
        quantity=1,
        short_quantity=3,
        reason=ReasonCode.NOT_FOUND,
    )
    return BookShort(order_id=asked.order_id, place=place, actor="picker")


@example_of(book_shipment)
def picked_order():
    asked, allocation = allocated()
    inventory.book_picks(picking(allocation, is_complete=True))
    return shipping(asked)
