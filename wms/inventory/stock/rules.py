"""Adding up what changes at balances and stock units."""

from collections.abc import Mapping
from typing import Generic, Protocol, Self, TypeVar
from uuid import UUID


class Addable(Protocol):
    """A change that another of its kind can be added to."""

    def plus(self, other: Self, /) -> Self:
        """Return both changes as one."""


ChangeT = TypeVar("ChangeT", bound=Addable)


class Tally(dict[UUID, ChangeT], Generic[ChangeT]):
    """Changes by the id of what they change, added up; where there is none it is ``nothing``."""

    def __init__(self, nothing: ChangeT, changes: Mapping[UUID, ChangeT] | None = None) -> None:
        super().__init__(changes or {})
        self._nothing = nothing

    def __missing__(self, row_id: UUID) -> ChangeT:
        return self._nothing

    def add(self, row_id: UUID, change: ChangeT) -> None:
        """Add a change to those of a row."""
        self[row_id] = self[row_id].plus(change)
