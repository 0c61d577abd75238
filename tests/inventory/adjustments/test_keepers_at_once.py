"""Stock keepers and orders at once: never a deadlock, never a number that is off."""

import random
from collections import Counter
from dataclasses import replace
from uuid import UUID

import pytest

from tests.factories.inventory import (
    allocating,
    deallocating,
    picking,
    put,
    register_location,
    releasing,
    reserving,
    shipping,
)
from tests.factories.keeping import (
    adjusting,
    carried,
    changing,
    facing,
    found,
    transferring,
    turned,
)
from tests.inventory.reading import differences
from tests.support.races import answer_of, at_once
from wms.inventory import facade as inventory
from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.adjustments.commands.change_status import change_status
from wms.inventory.adjustments.commands.transfer_stock import transfer_stock
from wms.inventory.catalogue.contracts.words import LocationKind, StockStatus
from wms.inventory.models import InventoryOutbox, StockMovement
from wms.inventory.replenishment.commands.plan_replenishment import plan_replenishment_page
from wms.inventory.replenishment.commands.set_pick_face import set_pick_face
from wms.inventory.replenishment.contracts.levels import PlanReplenishmentPage
from wms.inventory.reservations.contracts.reservations import Allocation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
SKUS = ("SKU-0", "SKU-1", "SKU-2")
PLACES = ("A-01", "A-02", "R-01")
USABLE, DAMAGED = StockStatus.USABLE, StockStatus.DAMAGED


def life_of(order, chance):
    """Reserve, allocate, pick and ship, or let go of it on the way."""

    def live():
        answer_of(lambda: inventory.reserve_stock(order))
        allocation = answer_of(lambda: inventory.allocate_stock(allocating(order)))
        if chance.random() < 0.3:
            answer_of(lambda: inventory.deallocate_stock(deallocating(order)))
        if chance.random() < 0.2:
            answer_of(lambda: inventory.release_reservation(releasing(order)))
        if isinstance(allocation, Allocation) and allocation.places:
            walk = replace(picking(allocation), is_complete=True)
            answer_of(lambda: inventory.book_picks(walk))
            answer_of(lambda: inventory.book_shipment(shipping(order)))

    return live


def work_of(chance):
    """Return something a stock keeper does, to several SKUs in any order."""
    skus = chance.sample(SKUS, chance.randint(1, 3))
    source, target = chance.sample(PLACES, 2)
    force = chance.random() < 0.5
    units = chance.randint(1, 4)
    match chance.randint(0, 4):
        case 0:
            lines = [carried(units, source, target, sku) for sku in skus]
            return lambda: transfer_stock(transferring(*lines))
        case 1:
            lines = [found(chance.choice([-units, units]), source, sku) for sku in skus]
            return lambda: adjust_stock(adjusting(*lines, force=force))
        case 2:
            lines = [turned(units, DAMAGED, USABLE, sku=sku, location=source) for sku in skus]
            return lambda: change_status(changing(*lines, force=force))
        case 3:
            lines = [turned(units, USABLE, DAMAGED, sku=sku, location=source) for sku in skus]
            return lambda: change_status(changing(*lines))
        case _:
            return lambda: plan_replenishment_page(PlanReplenishmentPage())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_work_and_any_orders_at_once_leave_every_number_in_agreement(seed):
    chance = random.Random(seed)
    register_location("A-01")
    register_location("A-02")
    register_location("R-01", LocationKind.RESERVE)
    for sku in SKUS:
        for place in PLACES:
            put(15, sku, place)
        set_pick_face(facing(5, 20, "A-01", sku))
    tasks = [work_of(chance) for _work in range(80)]
    for number in range(40):
        wanted = chance.sample(SKUS, chance.randint(1, 3))
        order = reserving(*[(sku, chance.randint(1, 3)) for sku in wanted], rank=number % 3)
        tasks.append(life_of(order, random.Random(number)))
    chance.shuffle(tasks)

    at_once(tasks, connections=16)

    assert differences() == ()
    assert StockMovement.objects.filter(cause="transfer").exists()
    by_subject = Counter[UUID]()
    for row in InventoryOutbox.objects.order_by("subject", "sequence"):
        by_subject[row.subject] += 1
        assert row.sequence == by_subject[row.subject]
