"""Reads through the cache: from it if it knows, once for all who ask, never what was before."""

from dataclasses import dataclass
from threading import Event as Flag

import pytest

from tests.platform.cache.library import BookNotFound, Library
from tests.support.races import at_once
from wms.platform.cache import entries
from wms.platform.cache.entries import name_of
from wms.platform.cache.forget import forget
from wms.platform.cache.read import Outcome, read_through

# The threads of `at_once` close connections of theirs.
pytestmark = pytest.mark.django_db(transaction=True)
BODY = b'{"title":"Emma"}'
READERS = 100


@pytest.fixture
def library():
    return Library(one="Emma", two="Persuasion")


def test_what_was_read_is_read_again_from_the_cache(cache, library):
    first, again = (read_through(library.question("one")) for _ in "ab")

    assert (first, again) == ((BODY, Outcome.MISS), (BODY, Outcome.HIT))
    assert library.asked == 1


def test_what_is_not_there_is_remembered_in_the_same_words(cache, library):
    for _ in "ab":
        with pytest.raises(BookNotFound, match=r"^there is no book three$"):
            read_through(library.question("three"))

    assert library.asked == 1


def test_what_is_not_there_is_remembered_for_less_long(cache, library, settings):
    settings.CACHE_SECONDS, settings.CACHE_MISSING_SECONDS = 60, 10
    read_through(library.question("one"))
    with pytest.raises(BookNotFound):
        read_through(library.question("three"))

    lives = [cache.pttl(name_of(f"book/{number}")) for number in ("one", "three")]
    assert 50_000 < lives[0] <= 60_000
    assert 0 < lives[1] <= 10_000


def test_an_answer_does_not_live_longer_by_being_read(cache, library, settings):
    read_through(library.question("one"))
    cache.pexpire(name_of("book/one"), 5_000)

    read_through(library.question("one"))
    read_through(library.question("one", "of another"))

    assert cache.pttl(name_of("book/one")) <= 5_000


def test_a_hundred_who_ask_for_a_cold_thing_at_once_ask_the_database_once(cache, library, settings):
    settings.CACHE_PATIENCE = 10.0  # a hundred threads share the processor with the server
    everybody = Flag()
    library.before_answer = lambda: everybody.wait(0.2)

    answers = at_once(
        [lambda: read_through(library.question("one"))[0]] * READERS, connections=READERS
    )

    assert answers == [BODY] * READERS
    assert library.asked == 1


def test_what_changed_is_read_anew(cache, library):
    read_through(library.question("one"))
    library.books["one"] = "Sanditon"

    forget(["book/one"])

    assert read_through(library.question("one")) == (b'{"title":"Sanditon"}', Outcome.MISS)


def test_what_was_read_before_a_change_is_not_kept_after_it(cache, library):
    def change():
        library.books["one"] = "Sanditon"
        forget(["book/one"])

    library.before_answer = change
    assert read_through(library.question("one"))[0] == BODY
    library.before_answer = lambda: None

    assert read_through(library.question("one")) == (b'{"title":"Sanditon"}', Outcome.MISS)


def test_who_reads_for_too_long_keeps_nothing(cache, library, monkeypatch):
    monkeypatch.setattr(entries, "LEASE_MS", 0)

    outcomes = [read_through(library.question("one"))[1] for _ in "ab"]

    assert outcomes == [Outcome.MISS, Outcome.MISS]


def test_each_variant_of_an_answer_is_its_own(cache, library):
    read_through(library.question("one", "of one"))

    assert read_through(library.question("one", "of another"))[1] is Outcome.MISS
    assert read_through(library.question("one", "of one"))[1] is Outcome.HIT
    forget(["book/one"])
    assert read_through(library.question("one", "of one"))[1] is Outcome.MISS


def test_another_form_of_a_contract_meets_no_entries_of_this_one(cache, library):
    @dataclass(frozen=True, kw_only=True)
    class Book:
        """A later form of it."""

        title: str
        pages: int = 0

    read_through(library.question("one"))

    assert read_through(library.question("one", contract=Book))[1] is Outcome.MISS


@pytest.mark.parametrize(
    "garbage",
    [b"", b"x", b"\x00" * 40, b'+{"title":"Lies"}'],
    ids=["nothing", "short", "zeros", "unsealed"],
)
def test_garbage_is_not_believed(cache, library, garbage):
    read_through(library.question("one"))
    (field,) = cache.hkeys(name_of("book/one"))
    cache.hset(name_of("book/one"), field, garbage)

    assert read_through(library.question("one")) == (BODY, Outcome.BYPASS)
    assert read_through(library.question("one")) == (BODY, Outcome.MISS)


def test_an_answer_that_lies_in_the_place_of_another_is_not_believed(cache, library):
    for number in ("one", "two"):
        read_through(library.question(number))
    (field,) = cache.hkeys(name_of("book/two"))
    cache.hset(name_of("book/one"), field, cache.hget(name_of("book/two"), field))

    assert read_through(library.question("one")) == (BODY, Outcome.BYPASS)


def test_a_word_of_another_kind_in_its_place_is_no_answer(cache, library):
    cache.set(name_of("book/one"), "garbage")

    assert read_through(library.question("one")) == (BODY, Outcome.BYPASS)


def test_without_a_cache_everything_is_read_from_the_database(cache, library, settings):
    settings.CACHE_URL = ""

    outcomes = [read_through(library.question("one"))[1] for _ in "ab"]

    assert outcomes == [Outcome.BYPASS, Outcome.BYPASS]
    assert cache.keys() == []
