"""The two rules of what may stand in a code and in a text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wms.kernel.text import clean_code, clean_text, folded

SPACES = "\t\n\r\x0b\x0c \x85\xa0\u1680\u2000\u2003\u2009\u200a\u2028\u2029\u202f\u205f\u3000"


@pytest.mark.parametrize("space", SPACES, ids=ascii)
def test_every_kind_of_white_space_around_is_trimmed(space):
    assert clean_code(f"{space}DN-1{space}") == "DN-1"
    assert clean_text(f"{space}Mill Lane{space}") == "Mill Lane"
    assert (clean_code(space * 3), clean_text(space * 3)) == ("", "")


@pytest.mark.parametrize("space", SPACES.replace(" ", ""), ids=ascii)
def test_a_code_holds_no_space_inside_but_the_plain_one(space):
    assert clean_code("A 1") == "A 1"
    with pytest.raises(ValueError, match="a code holds no"):
        clean_code(f"A{space}1")


@pytest.mark.parametrize(
    "character",
    ["\0", "\x1d", "\x7f", "\xad", "\u200b", "\u200d", "\u200e", "\u202e", "\u2066", "\ufeff"],
    ids=ascii,
)
def test_a_code_holds_no_control_or_format_character(character):
    for code in (f"A{character}1", f"{character}é{character}"):
        with pytest.raises(ValueError, match=r"a code holds no .* \(U\+"):
            clean_code(code + "1")


@pytest.mark.parametrize("character", ["\u200c", "\u200d", "\u200e", "\u200f"], ids=ascii)
def test_a_text_keeps_joiners_and_marks_of_direction(character):
    assert clean_text(f"a{character}b") == f"a{character}b"


def test_a_text_keeps_what_people_write():
    joined, persian = "\U0001f469\u200d\U0001f467", "\u0645\u06cc\u200c\u062e\u0648\u0627"
    for text in ("O'Brien & Söhne", "नमस्ते", persian, joined, "Nº 5 - 東京都"):
        assert clean_text(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "character",
    ["\0", "\n", "\t", "\x1b", "\x85", "\u2028", "\u202a", "\u202d", "\u202e", "\u2066", "\u2069"],
    ids=ascii,
)
def test_a_text_holds_no_control_character_and_nothing_that_turns_direction(character):
    with pytest.raises(ValueError, match=r"a text holds no .* \(U\+"):
        clean_text(f"a{character}b")


def test_what_looks_the_same_is_the_same():
    composed, apart = "Café", "Cafe\u0301"

    assert clean_code(apart) == clean_code(composed) == composed
    assert clean_text(apart) == composed


@given(st.text())
def test_what_was_cleaned_once_stays_as_it_is(text):
    for clean in (clean_code, clean_text):
        try:
            cleaned = clean(text)
        except ValueError:
            continue
        assert clean(cleaned) == cleaned == unicodedata.normalize("NFC", cleaned).strip()


@pytest.mark.parametrize(
    ("one", "other"),
    [("A-1", "a-1"), ("A-1", " A-1\xa0"), ("STRASSE", "straße"), ("É", "e\u0301"), ("Σ", "ς")],
)
def test_two_spellings_of_a_place_have_one_key(one, other):
    assert folded(one) == folded(other)


@given(st.text())
def test_a_key_is_its_own_key(text):
    assert folded(folded(text)) == folded(text)
