"""Steps that are taken for as long as it takes, with an exception when it takes long."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from temporalio.exceptions import FailureError, is_cancelled_exception

from wms.fulfillment.saga.contracts.orders import Limits
from wms.fulfillment.saga.workflow.calls import (
    AnswerT,
    QuestionT,
    Step,
    cause_of,
    quickly,
    refusal_of,
    until_answered,
)
from wms.fulfillment.saga.workflow.notices import Notices

STEP_BLOCKED = "step_blocked"
"""The kind of exception of a step that fails and fails."""

PAUSE_AFTER_REFUSAL = timedelta(minutes=5)


def is_final(error: FailureError) -> bool:
    """Return whether trying again cannot help: the step was refused, or is wanted no more."""
    return refusal_of(error) is not None or is_cancelled_exception(error)


class Trying:
    """Takes steps of one order; what fails for longer than the limits say is an exception.

    A step is tried again until it is answered, or until it is done: also if it is refused for now.
    One that mostly answers at once is taken within the workflow task first.
    """

    def __init__(self, notices: Notices, limits: Limits, breathe: Callable[[], None]) -> None:
        self._notices = notices
        self._limits = limits
        self._breathe = breathe

    async def until_answered(
        self,
        step: Step[QuestionT, AnswerT],
        question: QuestionT,
        *,
        kind: str = STEP_BLOCKED,
        at_once: bool = True,
    ) -> AnswerT:
        """Take a step, however long the other side is away; past a limit an exception is raised.

        Raises:
            FailureError: the step was refused, or cancelled.
        """
        if at_once:
            try:
                return await quickly(step, question)
            except FailureError as error:
                if is_final(error):
                    raise
        tries = 0 if at_once else self._limits.carrier_attempts
        try:
            return await until_answered(step, question, attempts=tries, within=self._limits.blocked)
        except FailureError as error:
            if is_final(error):
                raise
            message = f"{step.__name__} fails and is tried again: {cause_of(error)}"
        async with self._notices.raised(kind, message, waits=False):
            return await until_answered(step, question)

    async def until_done(
        self, step: Step[QuestionT, AnswerT], question: QuestionT, *, kind: str
    ) -> AnswerT:
        """Take a step that has to happen, even if it is refused for now."""
        try:
            return await self.until_answered(step, question, kind=kind, at_once=False)
        except FailureError as error:
            if refusal_of(error) is None:
                raise
            why = refusal_of(error)
            message = f"{step.__name__} is refused ({why}) and tried again: {cause_of(error)}"
        async with self._notices.raised(kind, message, waits=False):
            while True:
                self._breathe()
                await asyncio.sleep(PAUSE_AFTER_REFUSAL.total_seconds())
                try:
                    return await until_answered(step, question)
                except FailureError as error:
                    if refusal_of(error) is None:
                        raise
