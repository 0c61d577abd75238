"""Where goods are best put, by property."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.receiving.rules.put_away import SHELVES, IncomingStock, PutAwayLocation, suggest

SKUS = [UUID(int=number) for number in range(1, 4)]
CLASSES = ["", "cold", "flammable"]
goods = st.builds(
    IncomingStock,
    sku_id=st.sampled_from(SKUS),
    lot=st.sampled_from(["", "L1"]),
    storage_class=st.sampled_from(CLASSES),
    quantity=st.integers(1, 20),
    is_usable=st.booleans(),
)
locations = st.lists(
    st.builds(
        PutAwayLocation,
        location_id=st.uuids(),
        code=st.text("ABC", min_size=1, max_size=3),
        kind=st.sampled_from(LocationKind),
        pick_sequence=st.integers(0, 3),
        storage_class=st.sampled_from(CLASSES),
        is_blocked=st.booleans(),
        max_units=st.none() | st.integers(1, 40),
        kept_for=st.frozensets(st.sampled_from(SKUS), max_size=2),
        units=st.integers(0, 30),
        holds=st.frozensets(st.tuples(st.sampled_from(SKUS), st.sampled_from(["", "L1"]))),
    ),
    max_size=8,
    unique_by=lambda location: location.location_id,
)


def of(locations):
    return {location.location_id: location for location in locations}


@given(st.lists(goods, max_size=6), locations)
def test_what_is_suggested_is_open_fits_and_has_room_for_all_of_it(several, places):
    there = of(places)

    for each, chosen in zip(several, suggest(several, places), strict=True):
        if chosen is None:
            continue
        location = there[chosen]
        assert not location.is_blocked
        assert location.has_room(each)
        assert (location.kind in SHELVES) == each.is_usable
        if not each.is_usable:
            assert location.kind is LocationKind.QUARANTINE
        there[chosen] = location.plus(each)


@given(goods, locations)
def test_goods_join_their_like_wherever_there_is_room_for_them(each, places):
    like = [
        location
        for location in places
        if each.sort in location.holds
        and location.kind in SHELVES
        and not location.is_blocked
        and location.has_room(each)
    ]

    (chosen,) = suggest([each], places)

    if each.is_usable and like:
        assert chosen in of(like)


@given(goods, locations)
def test_an_empty_pick_place_comes_before_reserve(each, places):
    (chosen,) = suggest([each], places)

    if chosen is not None and of(places)[chosen].kind is LocationKind.RESERVE:
        if each.sort in of(places)[chosen].holds:
            return
        assert not [
            location
            for location in places
            if location.kind is LocationKind.PICK
            and not location.is_blocked
            and not location.units
            and each.sort not in location.holds
            and (not location.kept_for or each.sku_id in location.kept_for)
            and location.storage_class in {"", each.storage_class}
            and location.has_room(each)
        ]


@given(goods, locations)
def test_a_place_is_found_whenever_a_reserve_place_of_the_class_is_empty(each, places):
    empty = [
        location
        for location in places
        if location.kind is LocationKind.RESERVE
        and not location.is_blocked
        and not location.units
        and not location.kept_for
        and location.storage_class in {"", each.storage_class}
        and location.has_room(each)
    ]

    (chosen,) = suggest([each], places)

    if each.is_usable and empty:
        assert chosen is not None


@given(st.lists(goods, max_size=6), locations, st.randoms())
def test_the_order_in_which_places_are_listed_does_not_matter(several, places, chance):
    shuffled = list(places)
    chance.shuffle(shuffled)

    assert suggest(several, places) == suggest(several, shuffled)


@given(st.lists(goods, max_size=8), locations)
def test_no_place_is_overlooked(several, places):
    there = of(places)

    for each, chosen in zip(several, suggest(several, places), strict=True):
        (best,) = suggest([each], there.values())
        alone = [location for location in there.values() if suggest([each], [location]) != [None]]
        assert chosen == best
        assert (chosen is None) == (not alone)
        if chosen is not None:
            there[chosen] = there[chosen].plus(each)


def location(code, kind=LocationKind.PICK, pick_sequence=0, **properties):
    return PutAwayLocation(
        location_id=UUID(bytes=code.ljust(16).encode()),
        code=code,
        kind=kind,
        pick_sequence=pick_sequence,
        **properties,
    )


def chosen_of(*places, quantity=10, storage_class="cold"):
    several = [
        IncomingStock(sku_id=SKUS[0], lot="L1", storage_class=storage_class, quantity=quantity)
    ]
    (chosen,) = suggest(several, places)
    return None if chosen is None else of(places)[chosen].code


def test_the_order_of_the_rule():
    same = frozenset({(SKUS[0], "L1")})
    places = [
        location("same-pick", holds=same, units=5, pick_sequence=9),
        location("same-reserve", LocationKind.RESERVE, holds=same, units=5),
        location("kept", kept_for=frozenset({SKUS[0]}), pick_sequence=9),
        location("class", storage_class="cold", pick_sequence=8),
        location("any", pick_sequence=2),
        location("any-later", pick_sequence=3),
        location("reserve", LocationKind.RESERVE, pick_sequence=4),
        location("reserve-later", LocationKind.RESERVE, pick_sequence=5),
    ]

    taken = []
    while places:
        code = chosen_of(*places)
        taken.append(code)
        places = [each for each in places if each.code != code]

    assert taken == [
        "same-pick",
        "same-reserve",
        "kept",
        "class",
        "any",
        "any-later",
        "reserve",
        "reserve-later",
    ]


def test_what_does_not_fit_goes_nowhere():
    assert chosen_of(location("small", max_units=9)) is None
    assert chosen_of(location("taken", units=1, holds=frozenset({(SKUS[1], "")}))) is None
    assert chosen_of(location("hers", kept_for=frozenset({SKUS[1]}))) is None
    assert chosen_of(location("class", storage_class="flammable")) is None
    assert chosen_of(location("shared", LocationKind.RESERVE, units=5, max_units=15)) == "shared"


def test_two_lots_are_not_sent_to_the_same_empty_place():
    places = [location("A"), location("B")]
    several = [
        IncomingStock(sku_id=SKUS[0], lot=lot, storage_class="", quantity=1)
        for lot in ("L1", "L2", "L1")
    ]

    codes = [of(places)[each].code for each in suggest(several, places) if each]

    assert codes == ["A", "B", "A"]
