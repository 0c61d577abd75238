"""A warehouse to which anything may happen, in any order, with repeats."""

from collections import Counter
from datetime import UTC, date, datetime
from itertools import count
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from tests.factories.counts import found as counted
from tests.factories.counts import posted
from tests.factories.inventory import (
    WAREHOUSE,
    allocating,
    deallocating,
    picking,
    receiving,
    register_location,
    register_sku,
    releasing,
    reserving,
    shipping,
)
from tests.factories.keeping import (
    adjusting,
    blocking,
    carried,
    changing,
    found,
    transferring,
    turned,
)
from tests.factories.tasks import carrying, claim
from tests.inventory.picks.walking import short_at
from tests.inventory.reading import differences, on_hand
from tests.support.database import connection
from tests.support.tables import rows_of
from wms.inventory import facade as inventory
from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.adjustments.commands.change_status import change_status
from wms.inventory.adjustments.commands.transfer_stock import transfer_stock
from wms.inventory.catalogue.contracts.words import LocationKind, StockStatus
from wms.inventory.contracts import BookPicks, ReasonCode
from wms.inventory.handling.commands.block_location import block_location
from wms.inventory.handling.commands.expire_stock import expire_stock
from wms.inventory.models import (
    CycleCount,
    InventoryOutbox,
    Location,
    MoveTask,
    StockBalance,
    StockMovement,
    StockUnit,
)
from wms.inventory.moves.commands.complete_move_task import complete_move_task
from wms.inventory.moves.queries.tasks import get_move_task
from wms.inventory.picks.commands.book_short import book_short
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceiptLine
from wms.inventory.reservations.contracts.reservations import BookShort
from wms.inventory.stock.contracts.stock import ExpireStock
from wms.inventory.work.contracts.tasks import MoveTaskId
from wms.kernel.errors import DomainError
from wms.platform.jobs.models import JobFault
from wms.platform.tenancy.models import Warehouse as Site

SKUS = ("BOLT-M8", "NUT-M8")
SHELVES = ("A-01", "B-01", "R-01")
MILK = "MILK"
skus, shelves, quantities = st.sampled_from(SKUS), st.sampled_from(SHELVES), st.integers(1, 9)
days = st.integers(1, 4)
wanted = st.lists(st.tuples(st.sampled_from((*SKUS, MILK)), quantities), min_size=1, max_size=3)
TABLES = (StockUnit, StockBalance, StockMovement, InventoryOutbox, MoveTask, Location, CycleCount)


class Warehouse(RuleBasedStateMachine):
    """A small warehouse with three SKUs, one that spoils; a rule is what people or orders do."""

    orders = Bundle("orders")
    allocations = Bundle("allocations")
    picks = Bundle("picks")

    def __init__(self):
        super().__init__()
        self._nothing_yet = transaction.savepoint()
        self._last = None
        self._references = count(1)

    def teardown(self):
        try:
            self.nothing_holds_goods_that_are_not_there()
            connection.check_constraints()
        finally:
            transaction.savepoint_rollback(self._nothing_yet)

    def do(self, command, request):
        """Carry out a command; a refusal changes nothing and tells nobody."""
        before = rows_of(*TABLES)
        try:
            command(request)
        except DomainError:
            assert rows_of(*TABLES) == before
        else:
            self._last = (command, request)

    def do_all(self, commands, request):
        """Carry out several commands, or none of them."""
        before = transaction.savepoint()
        try:
            commands(request)
        except DomainError:
            transaction.savepoint_rollback(before)
        self._last = None

    @initialize()
    def open_the_doors(self):
        register_location("A-01", pick_sequence=1)
        register_location("B-01", pick_sequence=2)
        register_location("R-01", LocationKind.RESERVE, pick_sequence=3)
        register_location("STAGE-1", LocationKind.STAGING)
        for sku in SKUS:
            register_sku(sku)
            for shelf in SHELVES:
                self.receive(sku, shelf, 12)
        # Goods expire by the day of a warehouse that is known.
        Site.objects.create(id=WAREHOUSE, code="WH-1", time_zone="UTC")
        register_sku(MILK)
        self.receive_milk("A-01", 2, 6)
        self.receive_milk("B-01", 3, 6)

    @rule(sku=skus, shelf=shelves, quantity=quantities)
    def receive(self, sku, shelf, quantity):
        line = NewReceiptLine(sku=sku, location=shelf, quantity=quantity)
        self.do(receive_stock, receiving(line))

    @rule(shelf=shelves, day=days, quantity=quantities)
    def receive_milk(self, shelf, day, quantity):
        line = NewReceiptLine(
            sku=MILK,
            location=shelf,
            quantity=quantity,
            lot=f"L-{day}",
            expires_on=date(2040, 1, day),
        )
        self.do(receive_stock, receiving(line))

    @rule(day=days)
    def expire(self, day):
        self.do(expire_stock, ExpireStock(now=datetime(2040, 1, day, 12, tzinfo=UTC)))
        assert not JobFault.objects.exists()

    @rule(
        target=orders,
        wishes=wanted,
        rank=st.integers(0, 2),
        takes_part=st.booleans(),
    )
    def reserve(self, wishes, rank, takes_part):
        order = reserving(*wishes, rank=rank, takes_part=takes_part)
        self.do(inventory.reserve_stock, order)
        return order

    @rule(
        target=allocations,
        wishes=wanted,
        rank=st.integers(0, 2),
    )
    def send_to_the_floor(self, wishes, rank):
        order = reserving(*wishes, rank=rank)
        self.do(inventory.reserve_stock, order)
        self.do(inventory.allocate_stock, allocating(order))
        return order

    @rule(target=allocations, order=orders)
    def allocate(self, order):
        self.do(inventory.allocate_stock, allocating(order))
        return order

    @rule(target=picks, order=allocations, short=st.integers(0, 1), is_complete=st.booleans())
    def pick(self, order, short, is_complete):
        try:
            allocation = inventory.get_allocation(order_id=order.order_id, round_no=1)
        except DomainError:
            return order
        self.do(inventory.book_picks, picking(allocation, short, is_complete=is_complete))
        return order

    @rule(target=picks, order=allocations, found=st.integers(0, 3))
    def end_short(self, order, found):
        """Find fewer units than asked at every place of a walk that ends; it is never refused."""
        try:
            walk = inventory.get_walk(order_id=order.order_id, round_no=1)
        except DomainError:
            return order
        said = tuple(short_at(place, found, ReasonCode.NOT_FOUND) for place in walk.places)
        command = BookPicks(order_id=order.order_id, actor="pia", is_complete=True, places=said)
        inventory.book_picks(command)
        self._last = (inventory.book_picks, command)
        return order

    @rule(order=allocations, found=st.integers(0, 3), reason=st.sampled_from(list(ReasonCode)))
    def miss(self, order, found, reason):
        """Find fewer units than asked at the first place of a walk that goes on."""
        try:
            walk = inventory.get_walk(order_id=order.order_id, round_no=1)
        except DomainError:
            return
        for place in walk.places[:1]:
            said = short_at(place, found, reason)
            command = BookShort(order_id=order.order_id, place=said, actor="pia")
            self.do(book_short, command)

    @rule(order=picks)
    def ship(self, order):
        self.do(inventory.book_shipment, shipping(order))

    @rule(order=st.one_of(orders, picks), asks_for_claims=st.booleans())
    def cancel(self, order, asks_for_claims):
        if asks_for_claims:
            self.do(inventory.deallocate_stock, deallocating(order))
        else:
            self.do(inventory.release_reservation, releasing(order))

    @rule(sku=skus, ends=st.permutations(SHELVES), quantity=quantities)
    def transfer(self, sku, ends, quantity):
        line = carried(quantity, source=ends[0], target=ends[1], sku=sku)
        self.do(transfer_stock, transferring(line))

    @rule(sku=skus, shelf=shelves, quantity=st.integers(-9, 9).filter(bool), force=st.booleans())
    def adjust(self, sku, shelf, quantity, force):
        line = found(quantity, location=shelf, sku=sku)
        self.do(adjust_stock, adjusting(line, force=force))

    @rule(sku=skus, shelf=shelves, quantity=quantities, force=st.booleans())
    def damage(self, sku, shelf, quantity, force):
        line = turned(quantity, StockStatus.DAMAGED, sku=sku, location=shelf)
        self.do(change_status, changing(line, force=force))

    @rule(shelf=shelves, difference=st.integers(-2, 2))
    def count(self, shelf, difference):
        bolts, nuts = (on_hand(shelf, sku) for sku in SKUS)
        seen = [counted(max(bolts + difference, 0), "BOLT-M8"), counted(nuts, "NUT-M8")]
        milk = StockUnit.objects.filter(sku__code=MILK, location__code=shelf, status="usable")
        seen += [counted(unit.on_hand, MILK, lot=unit.lot) for unit in milk.order_by("lot")]
        self.do_all(lambda goods: posted(*goods, location=shelf, complete=True), seen)

    @rule(shelf=shelves, blocked=st.sampled_from([False, False, True]))
    def block(self, shelf, blocked):
        """Block or open a place; it is what the answer says."""
        said = []

        def turn(request):
            said.append(block_location(request))

        self.do(turn, blocking(shelf, blocked=blocked))
        assert [each.is_blocked for each in said] == [Location.objects.get(code=shelf).is_blocked]
        assert said[0].is_blocked is blocked

    @rule()
    def carry(self):
        """Carry what is to be carried back, or put away."""
        for row in MoveTask.objects.filter(status="open").order_by("id"):
            task = get_move_task(task_id=MoveTaskId(row.id))
            self.do_all(lambda task: complete_move_task(carrying(claim(task))), task)

    @rule()
    def repeat(self):
        """Do what was done last once more: nothing comes of it."""
        if self._last is None:
            return
        command, request = self._last
        before = rows_of(*TABLES)
        command(request)
        assert rows_of(*TABLES) == before

    @invariant()
    def nothing_holds_goods_that_are_not_there(self):
        assert differences() == ()

    @invariant()
    def only_the_outside_makes_more_or_less_of_them(self):
        came = StockMovement.objects.filter(from_unit=None).aggregate(units=Sum("quantity"))
        went = StockMovement.objects.filter(to_unit=None).aggregate(units=Sum("quantity"))
        there = StockUnit.objects.aggregate(units=Sum("on_hand"))
        assert (there["units"] or 0) == (came["units"] or 0) - (went["units"] or 0)

    @invariant()
    def facts_about_one_thing_are_told_in_order_without_a_gap(self):
        told = Counter[UUID]()
        for subject, sequence in InventoryOutbox.objects.order_by("id").values_list(
            "subject", "sequence"
        ):
            told[subject] += 1
            assert sequence == told[subject]
