"""Tables of transitions: which status of an aggregate may follow which."""

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

StatusT = TypeVar("StatusT", bound=StrEnum)


class Transitions(Mapping[StatusT, frozenset[StatusT]]):
    """Which status may follow which; what the table does not have is refused.

    Args:
        refusal: what is raised instead.
        table: every status of the aggregate, with those that may follow it.
    """

    def __init__(
        self, refusal: type[Exception], table: Mapping[StatusT, Collection[StatusT]]
    ) -> None:
        self._refusal = refusal
        self._table = {status: frozenset(onward) for status, onward in table.items()}
        kind = type(next(iter(self._table)))
        missing = set(kind) - self._table.keys()
        if missing:
            raise TypeError(f"the table says nothing of {', '.join(sorted(missing))}")
        self._kind = kind

    def __getitem__(self, status: str) -> frozenset[StatusT]:
        """Return the statuses that may follow one."""
        return self._table[self._kind(status)]

    def __iter__(self) -> Iterator[StatusT]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)

    def before(self, status: StatusT) -> frozenset[StatusT]:
        """Return the statuses that one may follow."""
        return frozenset(each for each, onward in self._table.items() if status in onward)

    def follow(self, called: object, current: str, following: StatusT) -> StatusT:
        """Return the status that follows, for something that people call so.

        Raises:
            Exception: the refusal of the table; it does not follow.
        """
        if following not in self[current]:
            words = " and cannot become ".join((str(current), str(following)))
            raise self._refusal(f"{called} is {words.replace('_', ' ')}")
        return following
