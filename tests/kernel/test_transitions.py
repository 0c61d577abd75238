"""Tables of transitions: complete, and refusing what they do not have."""

from enum import StrEnum

import pytest

from wms.kernel.errors import Conflict
from wms.kernel.transitions import Transitions


class Light(StrEnum):
    RED = "red"
    GREEN = "green"
    OFF = "switched_off"


class NotNow(Conflict):
    pass


TABLE = Transitions(
    NotNow, {Light.RED: {Light.GREEN, Light.OFF}, Light.GREEN: {Light.RED}, Light.OFF: ()}
)


def test_what_the_table_has_follows():
    assert TABLE.follow("the lamp", "red", Light.GREEN) is Light.GREEN


def test_what_it_has_not_is_refused_in_words():
    with pytest.raises(NotNow, match="the lamp is switched off and cannot become red"):
        TABLE.follow("the lamp", "switched_off", Light.RED)


def test_before_returns_what_leads_to_a_status():
    assert TABLE.before(Light.RED) == {Light.GREEN}


def test_a_table_that_leaves_a_status_out_is_no_table():
    with pytest.raises(TypeError, match="nothing of switched_off"):
        Transitions(NotNow, {Light.RED: {Light.GREEN}, Light.GREEN: ()})
