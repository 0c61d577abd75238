"""Changes of many rows, added up."""

from uuid import UUID

from wms.inventory.stock.models.balances import BalanceChange
from wms.inventory.stock.rules import Tally

ONE, OTHER = UUID(int=1), UUID(int=2)


def test_changes_of_a_row_are_added_up():
    tally = Tally(BalanceChange())

    tally.add(ONE, BalanceChange(usable=3))
    tally.add(OTHER, BalanceChange(reserved=1))
    tally.add(ONE, BalanceChange(usable=-1, allocated=2))

    assert tally == {ONE: BalanceChange(2, 0, 2), OTHER: BalanceChange(0, 1, 0)}


def test_to_ask_for_a_row_that_does_not_change_adds_none():
    tally = Tally(BalanceChange(), {ONE: BalanceChange(usable=3)})

    assert tally[OTHER] == BalanceChange()
    assert tally == {ONE: BalanceChange(usable=3)}


def test_what_it_begins_with_is_left_as_it_is():
    before = {ONE: BalanceChange(usable=3)}

    Tally(BalanceChange(), before).add(ONE, BalanceChange(usable=1))

    assert before == {ONE: BalanceChange(usable=3)}
