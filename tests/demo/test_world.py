"""Goods in the world: they are where somebody put them, and nowhere else."""

import threading
from collections import Counter

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from demo.world import STAGING, AsBooked, Shelf, World

MUGS = Shelf("A-1", "MUG")


def world_with(units, shelf=MUGS):
    world = World()
    world.put(shelf, units)
    return world


def test_a_picker_finds_what_is_there_and_no_more():
    world = world_with(3)
    world.lose(MUGS, 1)

    assert (world.take(MUGS, 3), world.take(MUGS, 1)) == (2, 0)
    assert world.everything() == {}


def test_what_is_mislaid_is_found_by_who_counts_and_then_by_everybody():
    world = world_with(3)
    world.mislay(MUGS, 1)

    assert world.take(MUGS, 3) == 2
    assert world.everything() == {MUGS: 1}
    assert world.count("A-1") == {MUGS: 1}
    assert world.take(MUGS, 3) == 1


def test_a_count_sees_its_place_only_and_every_lot_there():
    world = world_with(3)
    world.put(Shelf("A-1", "MUG", "L1"), 2)
    world.put(Shelf("A-2", "MUG"), 7)

    assert world.count("A-1") == {MUGS: 3, Shelf("A-1", "MUG", "L1"): 2}


def test_picked_goods_are_in_staging_until_their_order_leaves():
    world = world_with(5)
    for order_id in ("one", "two"):
        world.stage(order_id, MUGS, world.take(MUGS, 2))

    world.ship(["one"])

    assert world.everything() == {MUGS: 1, MUGS.at(STAGING): 2}
    assert (world.take_staged("one", MUGS, 1), world.take_staged("two", MUGS, 3)) == (0, 2)


def test_nobody_else_stands_at_a_shelf():
    world = World()
    entered = threading.Event()

    def come():
        with world.standing_at("B", "A"):
            entered.set()

    with world.standing_at("A"):
        other = threading.Thread(target=come)
        other.start()
        assert not entered.wait(0.1)
    assert entered.wait(5)
    other.join()


def test_two_who_want_the_same_shelves_never_wait_for_each_other():
    world = World()
    done = []

    def walk(*places):
        for _ in range(300):
            with world.standing_at(*places):
                pass
        done.append(places)

    walkers = [
        threading.Thread(target=walk, args=places, daemon=True)
        for places in (("A", "B"), ("B", "A"), ("B", "B"))
    ]
    for walker in walkers:
        walker.start()
    for walker in walkers:
        walker.join(timeout=10)

    assert len(done) == 3


def test_as_booked_misses_units_at_the_first_shelf_only():
    shelves = AsBooked(missing=1)

    with shelves.standing_at("A-1"):
        assert [shelves.take(MUGS, 3), shelves.take(MUGS, 3)] == [2, 3]


SHELVES = st.builds(Shelf, st.sampled_from(["A-1", "A-2"]), st.sampled_from(["MUG", "JAR"]))
UNITS = st.integers(0, 9)


class Goods(RuleBasedStateMachine):
    """Whatever happens, units are somewhere, or known to be gone."""

    def __init__(self):
        super().__init__()
        self.world = World()
        self.total = 0
        self.staged: Counter[str] = Counter()

    @rule(shelf=SHELVES, units=UNITS)
    def put(self, shelf, units):
        self.world.put(shelf, units)
        self.total += units

    @rule(shelf=SHELVES, units=UNITS, order=st.sampled_from(["one", "two"]))
    def pick(self, shelf, units, order):
        found = self.world.take(shelf, units)
        assert 0 <= found <= units
        self.world.stage(order, shelf, found)
        self.staged[order] += found

    @rule(shelf=SHELVES, units=UNITS, order=st.sampled_from(["one", "two"]))
    def give_back(self, shelf, units, order):
        found = self.world.take_staged(order, shelf, units)
        self.world.put(shelf, found)
        self.staged[order] -= found

    @rule(order=st.sampled_from(["one", "two"]))
    def ship(self, order):
        self.world.ship([order])
        self.total -= self.staged.pop(order, 0)

    @rule(shelf=SHELVES, units=UNITS)
    def mislay(self, shelf, units):
        self.world.mislay(shelf, units)

    @rule(shelf=SHELVES)
    def count(self, shelf):
        everything = self.world.everything()
        there = {each: units for each, units in everything.items() if each.location == shelf[0]}
        assert self.world.count(shelf.location) == there

    @invariant()
    def nothing_vanishes(self):
        everything = self.world.everything()
        assert sum(everything.values()) == self.total
        assert all(units > 0 for units in everything.values())


TestGoods = Goods.TestCase
