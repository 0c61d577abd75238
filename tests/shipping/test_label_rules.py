"""Numbers and labels: rules, so no database."""

import re
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.shipping import ADDRESS
from wms.orders.contracts import Address
from wms.shipping.carriers.countries import COUNTRIES
from wms.shipping.domain.sscc import PREFIX, check_digit, is_sscc, sscc_for
from wms.shipping.domain.zpl import LINE_LENGTH, LabelText, escaped, label

KEY = UUID("01990000-0000-7000-8000-000000000001")


def text(address: Address = ADDRESS) -> LabelText:
    return LabelText(
        carrier="simulated",
        service="parcel",
        address=address,
        order_number="O-000007",
        carton_no=1,
        cartons=2,
        weight_grams=1250,
        sscc=sscc_for(KEY, 1),
    )


# The example of the GS1 check digit calculator for an SSCC.
@pytest.mark.parametrize(("digits", "check"), [("37610425002123456", "9"), ("0" * 17, "0")])
def test_the_check_digit_of_gs1(digits, check):
    assert check_digit(digits) == check
    assert is_sscc(digits + check)


@given(key=st.uuids(), carton_no=st.integers(1, 999))
def test_a_number_follows_from_the_key_and_checks_itself(key, carton_no):
    number = sscc_for(key, carton_no)

    assert number == sscc_for(key, carton_no)
    assert (len(number), number[1:4], is_sscc(number)) == (18, PREFIX, True)
    wrong = f"{(int(number[0]) + 1) % 10}{number[1:]}"
    assert not is_sscc(wrong)


def test_numbers_of_many_cartons_differ():
    numbers = {sscc_for(uuid4(), carton_no) for _ in range(1000) for carton_no in (1, 2)}

    assert len(numbers) == 2000


def test_a_label_is_one_printable_job():
    zpl = label(text())

    assert (zpl[:4], zpl[-4:], zpl.count("^XA"), zpl.count("^XZ")) == ("^XA\n", "^XZ\n", 1, 1)
    assert f"^BCN,240,Y,N,N,D^FD(00){sscc_for(KEY, 1)}^FS" in zpl
    assert "^FH^FDAda Lovelace^FS" in zpl
    assert "^FH^FDSW1Y 4JH London^FS" in zpl
    assert "^FH^FDOrder O-000007^FS" in zpl
    assert "^FH^FDCarton 1 of 2   1.250 kg^FS" in zpl
    assert zpl.count("^FD") == zpl.count("^FS") - 2  # two lines are drawn without data


def test_special_characters_are_written_as_their_bytes():
    assert escaped("Zoë ^XZ ~JA _00") == "Zo_C3_AB _5EXZ _7EJA _5F00"
    assert escaped("a\nb\x00c\u202ed") == "a b c d"
    assert escaped("x" * 50) == "x" * LINE_LENGTH


@given(name=st.text(min_size=1, max_size=200), line1=st.text(min_size=1, max_size=200))
def test_no_text_can_hold_a_command(name, line1):
    zpl = label(
        text(Address(name=name, line1=line1, city="Oslo", postal_code="0150", country="NO"))
    )

    assert zpl.isascii()
    data = re.findall(r"\^FH\^FD(.*?)\^FS", zpl)
    assert not any("^" in each or "~" in each for each in data)
    assert (zpl.count("^XA"), zpl.count("^XZ"), zpl.count("~")) == (1, 1, 0)
    shown = bytes(escaped(name), "ascii")
    assert (
        re.sub(rb"_([0-9A-F]{2})", lambda m: bytes([int(m[1], 16)]), shown).decode()
        == "".join(each if each.isprintable() else " " for each in name)[:LINE_LENGTH]
    )


def test_knows_every_country():
    assert len(COUNTRIES) == 249
    assert {"GB", "IE", "ZA", "AE", "US"} <= COUNTRIES
