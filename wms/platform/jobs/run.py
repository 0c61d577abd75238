"""One run of a job: what fails of one unit never stops another."""

import logging
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self, TypeVar

from wms.platform.jobs.models import JobFault
from wms.platform.transactions import transaction

logger = logging.getLogger(__name__)
UnitT = TypeVar("UnitT")
AnswerT = TypeVar("AnswerT")
LONGEST_NAME, LONGEST_MESSAGE = 200, 2_000


class Job:
    """A run of a job, outside any transaction; its units are commands of their own.

    What fails at a unit is logged, and kept in a row until a run gets past it. A run ends early
    only if not even that can be written: the database is away.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.failed: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if kind is None:
            JobFault.objects.filter(job=self.name).exclude(unit__in=self.failed).delete()

    def each(
        self,
        units: Iterable[UnitT],
        work: Callable[[UnitT], AnswerT],
        *,
        called: Callable[[UnitT], str] = str,
    ) -> list[AnswerT]:
        """Do the work of each unit; return the answers of those at which it did not fail.

        Args:
            units: what the job is about.
            work: does it for one of them, in a transaction of its own.
            called: returns what people call a unit.
        """
        answers: list[AnswerT] = []
        for unit in units:
            try:
                answers.append(work(unit))
            except Exception as error:
                logger.exception("%s failed at %s", self.name, called(unit))
                self._note(called(unit)[:LONGEST_NAME], error)
        return answers

    def _note(self, unit: str, error: Exception) -> None:
        self.failed.add(unit)
        message = f"{type(error).__name__}: {error}"
        with transaction:
            JobFault.note(self.name, unit, message[:LONGEST_MESSAGE])
