"""Numbers with their units, as the page of figures says them."""

import pytest

from wms.reporting.analytics.admin.words import counted, duration, name_of, number, percent


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        *((None, "-"), (0, "0 s"), (59.9, "59 s"), (60, "1 min"), (3599, "59 min")),
        *((3600, "1 h"), (30_480, "8 h 28 min"), (86_400, "1 d"), (190_800, "2 d 5 h")),
    ],
)
def test_a_time_is_in_its_two_largest_units(seconds, words):
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("rate", "words"),
    [(None, "-"), (0, "0 %"), (1 / 3, "33.3 %"), (0.5, "50 %"), (0.9999, "100 %"), (1.5, "150 %")],
)
def test_a_rate_is_in_percent(rate, words):
    assert percent(rate) == words


def test_an_amount_has_its_noun():
    assert [counted(n, "order") for n in (0, 1, 1.5, 1234)] == [
        *("0 orders", "1 order", "1.5 orders", "1,234 orders")
    ]
    assert (number(None), number(12_345_678), number(2.25)) == ("-", "12,345,678", "2.2")
    assert name_of("wave_assigned") == "wave assigned"
