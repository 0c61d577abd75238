"""The id of a move task."""

from typing import NewType
from uuid import UUID

MoveTaskId = NewType("MoveTaskId", UUID)
