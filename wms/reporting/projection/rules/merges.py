"""How two sayings about one thing become one: the same whichever came first, and however often.

A row of a projection is a function of the SET of events about its key. So events may come in any
order and twice, from Kafka and from the event logs at once, and the rows are always the same.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, TypeAlias

Values: TypeAlias = dict[str, Any]


class Merge(Enum):
    """Which of two values stays; nothing never wins against something.

    FIRST is the least, for what is fixed once it is known, and the earliest of several times. LAST
    is the greatest: the latest time, or ``[version, value]`` as JSON. ALL keeps the entries of both
    maps; one of the same name has the same value.
    """

    FIRST = "least({known}, {news})"
    LAST = "greatest({known}, {news})"
    ALL = "{known} || {news}"


def merged(merges: Mapping[str, Merge], one: Values, other: Values) -> Values:
    """Return one row for two sayings about the same key."""
    return one | {name: _BY_MERGE[merge](one[name], other[name]) for name, merge in merges.items()}


def _least(one: Any, other: Any) -> Any:
    return other if one is None else one if other is None else min(one, other)


def _greatest(one: Any, other: Any) -> Any:
    return other if one is None else one if other is None else max(one, other)


def _both(one: Values, other: Values) -> Values:
    return one | other


_BY_MERGE: dict[Merge, Callable[[Any, Any], Any]] = {
    Merge.FIRST: _least,
    Merge.LAST: _greatest,
    Merge.ALL: _both,
}
