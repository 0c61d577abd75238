"""What a check finds."""

from typing import NamedTuple
from uuid import UUID


class Finding(NamedTuple):
    """A row whose number is not what it should be."""

    subject_id: UUID
    expected: int
    found: int
