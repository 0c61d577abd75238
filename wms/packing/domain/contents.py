"""What may go into a carton."""

from collections import Counter
from collections.abc import Iterable
from typing import Protocol, TypeVar

from wms.packing.contracts import OverPack, PackLine


class Packable(Protocol):
    """A line of a task, some units of which are in cartons."""

    @property
    def line_no(self) -> int: ...

    @property
    def sku(self) -> str: ...

    @property
    def quantity(self) -> int: ...

    @property
    def packed(self) -> int: ...


AnyLine = TypeVar("AnyLine", bound=Packable)


def merged(lines: Iterable[PackLine]) -> tuple[PackLine, ...]:
    """Return one line per order line and SKU, sorted; lines without units are dropped.

    Units of one order line may have been picked at several places.
    """
    units = Counter[tuple[int, str]]()
    for line in lines:
        units[line.line_no, line.sku] += line.quantity
    return tuple(
        PackLine(line_no=line_no, sku=sku, quantity=quantity)
        for (line_no, sku), quantity in sorted(units.items())
        if quantity > 0
    )


def fit(contents: Iterable[PackLine], lines: Iterable[AnyLine]) -> list[tuple[AnyLine, int]]:
    """Return how many units of which lines of a task a carton takes.

    Raises:
        OverPack: more units of a line than were picked and are not in another carton.
    """
    known = {(line.line_no, line.sku): line for line in lines}
    taken = []
    for wanted in merged(contents):
        line = known.get((wanted.line_no, wanted.sku))
        free = 0 if line is None else line.quantity - line.packed
        if line is None or wanted.quantity > free:
            raise OverPack(
                f"{wanted.quantity} units of {wanted.sku} for line {wanted.line_no} are more than"
                f" the {free} left to pack"
            )
        taken.append((line, wanted.quantity))
    return taken
