"""How goods that come count against what was announced."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wms.inventory.receiving.contracts.inbound import NotOnNotice, OverDelivery


@dataclass(frozen=True, kw_only=True)
class Expected:
    """A line of a notice, and how much of it came before; without a lot, any lot counts."""

    line_no: int
    sku: str
    lot: str
    expected: int
    received: int


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """Units of a SKU, perhaps of a lot, that came."""

    sku: str
    lot: str
    quantity: int

    def __str__(self) -> str:
        return f"{self.sku} of lot {self.lot}" if self.lot else self.sku


def share_out(
    lines: Sequence[Expected], arrived: Sequence[Arrived], *, over_percent: int | None
) -> Mapping[int, int]:
    """Return how many of the units that came count against each line, by line number.

    A line of the same lot comes before one of any lot. Lines are filled to what is expected
    first; what is left goes beyond, up to so many percent of a line (rounded down). None stands
    for no limit.

    Raises:
        NotOnNotice: goods that no line names; all of them are listed.
        OverDelivery: more than may come; all goods that exceed are listed.
    """
    takers = _takers(lines, arrived)
    unnamed = sorted({str(goods) for goods, its in zip(arrived, takers, strict=True) if not its})
    if unnamed:
        raise NotOnNotice(f"not announced: {', '.join(unnamed)}")
    added = Counter[int]()
    left = [each.quantity for each in arrived]

    def fill(most: Mapping[int, int] | None) -> None:
        for index, its in enumerate(takers):
            for line in its:
                if not left[index]:
                    break
                room = left[index]
                if most is not None:
                    room = max(most[line.line_no] - line.received - added[line.line_no], 0)
                taken = min(room, left[index])
                added[line.line_no] += taken
                left[index] -= taken

    fill({line.line_no: line.expected for line in lines})
    if over_percent is None:
        fill(None)
    else:
        fill({line.line_no: _most(line.expected, over_percent) for line in lines})
    over = Counter[str]()
    for goods, units in zip(arrived, left, strict=True):
        over[str(goods)] += units
    if over.total():
        listed = ", ".join(f"{units} of {goods}" for goods, units in sorted(over.items()) if units)
        raise OverDelivery(f"more came than was announced: {listed} too many")
    return {line_no: units for line_no, units in added.items() if units}


def _takers(lines: Sequence[Expected], arrived: Sequence[Arrived]) -> list[list[Expected]]:
    """Return the lines that each of the goods count against: those of its lot, then of any lot."""
    named = defaultdict[tuple[str, str], list[Expected]](list)
    for line in sorted(lines, key=lambda line: line.line_no):
        named[line.sku, line.lot].append(line)
    return [
        [each for lot in dict.fromkeys((goods.lot, "")) for each in named[goods.sku, lot]]
        for goods in arrived
    ]


def _most(expected: int, over_percent: int) -> int:
    return expected * (100 + over_percent) // 100
