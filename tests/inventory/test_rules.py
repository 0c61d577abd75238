"""The rules of inventory: no database."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.inventory import put, register_location
from wms.inventory.catalogue.contracts.refusals import InvalidGtin, StockShort
from wms.inventory.catalogue.contracts.words import LocationKind, StockStatus
from wms.inventory.catalogue.rules.expiry import status_on
from wms.inventory.catalogue.rules.gtin import checked_gtin
from wms.inventory.contracts import PickedPlace, ReasonCode, ReservationStatus
from wms.inventory.models import Location, Reservation, StockUnit
from wms.inventory.picks.rules import outcome_of
from wms.inventory.reservations.rules.backorders import Backordered, filled_of
from wms.inventory.reservations.rules.strategies import Demand, EligibleUnit, UnitPicker

balances = st.sampled_from([UUID(int=1), UUID(int=2)])
choices = st.lists(
    st.builds(
        EligibleUnit,
        unit_id=st.uuids(),
        balance_id=balances,
        kind=st.sampled_from([LocationKind.PICK, LocationKind.RESERVE]),
        pick_sequence=st.integers(0, 5),
        expires_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 9)),
        free=st.integers(0, 20),
    ),
    unique_by=lambda choice: choice.unit_id,
)
wishes = st.lists(
    st.builds(
        Demand,
        line_id=st.uuids(),
        balance_id=balances,
        sku=st.just("BOLT-M8"),
        quantity=st.integers(1, 20),
    ),
    unique_by=lambda wish: wish.line_id,
)


@given(choices, st.lists(wishes, max_size=4))
def test_an_order_gets_exactly_what_it_wants_or_nothing(stock, orders):
    chooser = UnitPicker(stock)
    free = Counter[UUID]()
    balance_of = {choice.unit_id: choice.balance_id for choice in stock}
    given_out = Counter[UUID]()
    for choice in stock:
        free[choice.balance_id] += choice.free

    for order in orders:
        wanted = Counter[UUID]()
        for wish in order:
            wanted[wish.balance_id] += wish.quantity
        if not wanted <= free:
            with pytest.raises(StockShort):
                chooser.claim(order)
            continue
        claims = chooser.claim(order)
        taken = Counter[UUID]()
        for claim in claims:
            taken[claim.line_id] += claim.quantity
            given_out[claim.unit_id] += claim.quantity
            free[balance_of[claim.unit_id]] -= claim.quantity
        assert taken == {wish.line_id: wish.quantity for wish in order}
        assert all(claim.quantity > 0 for claim in claims)
        assert len({(claim.line_id, claim.unit_id) for claim in claims}) == len(claims)

    assert all(given_out[choice.unit_id] <= choice.free for choice in stock)


@given(choices, wishes)
def test_nothing_preferred_is_left_behind(stock, order):
    try:
        claims = UnitPicker(stock).claim(order)
    except StockShort:
        return
    taken = Counter[UUID]()
    for claim in claims:
        taken[claim.unit_id] += claim.quantity
    for one, other in product(stock, stock):
        same_balance = one.balance_id == other.balance_id
        if same_balance and one.preference < other.preference and taken[other.unit_id]:
            assert taken[one.unit_id] == one.free


def test_prefers_what_expires_then_pick_faces_then_the_walk_then_the_oldest():
    def choice(number, **properties):
        usual = EligibleUnit(
            stocked_at=datetime(2026, 1, 1, tzinfo=UTC),
            unit_id=UUID(int=number),
            balance_id=UUID(int=1),
            kind=LocationKind.PICK,
            pick_sequence=5,
            expires_on=None,
            free=1,
        )
        return replace(usual, **properties)

    expiring = choice(9, expires_on=date(2026, 1, 1), kind=LocationKind.RESERVE)
    near, old, young = choice(8, pick_sequence=4), choice(6), choice(7)
    reserve = choice(1, kind=LocationKind.RESERVE, pick_sequence=0)
    wish = Demand(line_id=UUID(int=1), balance_id=UUID(int=1), sku="BOLT-M8", quantity=5)

    claims = UnitPicker([reserve, young, old, near, expiring]).claim([wish])

    assert [claim.unit_id.int for claim in claims] == [9, 8, 6, 7, 1]


@given(
    st.lists(st.dictionaries(st.sampled_from("ab"), st.integers(1, 9), min_size=1), max_size=8),
    st.fixed_dictionaries({"a": st.integers(0, 20), "b": st.integers(0, 20)}),
)
def test_backorders_that_can_be_filled_in_full_are_filled_in_turn(queue, free):
    served = filled_of((Backordered(number, wanted) for number, wanted in enumerate(queue)), free)

    left = Counter(free)
    for number, wanted in enumerate(queue):
        fits = all(left[key] >= quantity for key, quantity in wanted.items())
        assert served.get(number) == (wanted if fits else None)
        if fits:
            left.subtract(wanted)
    assert min(left.values()) >= 0


@given(
    st.lists(st.dictionaries(st.sampled_from("ab"), st.integers(1, 9), min_size=1), max_size=8),
    st.fixed_dictionaries({"a": st.integers(0, 20), "b": st.integers(0, 20)}),
)
def test_an_order_that_accepts_partial_gets_whatever_is_left(queue, free):
    waiters = (Backordered(number, wanted, takes_part=True) for number, wanted in enumerate(queue))

    served = filled_of(waiters, free)

    left = Counter(free)
    for number, wanted in enumerate(queue):
        part = {key: min(units, left[key]) for key, units in wanted.items() if left[key]}
        assert served.get(number, {}) == part
        left.subtract(part)
    assert min(left.values()) >= 0


@pytest.mark.parametrize("gtin", ["96385074", "036000291452", "4006381333931", "10614141000415"])
def test_knows_a_right_check_digit(gtin):
    assert checked_gtin(gtin) == gtin


@pytest.mark.parametrize("gtin", ["4006381333932", "", "123", "40063813339310", "٤006381333931"])
def test_knows_a_wrong_check_digit(gtin):
    with pytest.raises(InvalidGtin):
        checked_gtin(gtin)


@given(st.from_regex(r"[0-9]{12}", fullmatch=True))
def test_one_check_digit_in_ten_is_right(body):
    def is_right(digit):
        try:
            return bool(checked_gtin(f"{body}{digit}"))
        except InvalidGtin:
            return False

    assert sum(map(is_right, range(10))) == 1


def test_goods_are_not_promised_on_the_day_they_expire():
    today = date(2026, 11, 22)

    assert status_on(today, date(2026, 11, 23)) is StockStatus.USABLE
    assert status_on(today, today) is StockStatus.EXPIRED
    assert status_on(today, None) is StockStatus.USABLE


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5))
def test_an_allocation_divides_without_remainder(picked, short, left):
    place = PickedPlace(
        allocation_id=UUID(int=1),
        quantity=picked,
        short_quantity=short,
        reason=ReasonCode.NOT_FOUND,
    )

    outcome = outcome_of(place, picked + short + left)

    assert (outcome.picked, outcome.short, outcome.left) == (picked, short, left)


ALLOWED = {
    ("waiting", "active"),
    ("waiting", "released"),
    ("active", "consumed"),
    ("active", "released"),
    ("active", "waiting"),
}


@pytest.mark.parametrize("after", ReservationStatus)
@pytest.mark.parametrize("before", ReservationStatus)
def test_a_reservation_goes_one_of_five_ways(before, after):
    row = Reservation(status=before)

    if (before, after) in ALLOWED:
        row.become(after)
        assert row.status == after.value
    else:
        with pytest.raises(ValueError, match=f"is {before} and cannot become {after}"):
            row.become(after)
        assert row.status is before


@pytest.mark.django_db
@pytest.mark.parametrize("is_blocked", [True, False])
@pytest.mark.parametrize("status", StockStatus)
@pytest.mark.parametrize("kind", LocationKind)
def test_the_one_rule_of_eligibility(kind, status, is_blocked):
    """A unit in hand and a unit in the database are judged alike."""
    register_location("A-01", kind)
    put(1)
    Location.objects.update(is_blocked=is_blocked, blocked_for="person" if is_blocked else "")
    StockUnit.objects.update(status=status)

    unit = StockUnit.objects.select_related("location").get()

    wanted = kind in {"pick", "reserve"} and status == "usable" and not is_blocked
    assert (unit.is_eligible, StockUnit.objects.eligible().exists()) == (wanted, wanted)
