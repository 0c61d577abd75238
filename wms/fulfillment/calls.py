"""How the workflow takes a step: as what kind of activity, how long, how often."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import (
    ActivityError,
    ApplicationError,
    FailureError,
    is_cancelled_exception,
)

from wms.fulfillment.steps import Steps

QuestionT = TypeVar("QuestionT")
AnswerT = TypeVar("AnswerT")
Step = Callable[[Steps, QuestionT], AnswerT]

STEP_TIMEOUT = timedelta(seconds=30)
QUICK_TRY, QUICK_IN_ALL = timedelta(seconds=2), timedelta(seconds=5)
QUICKLY = RetryPolicy(
    initial_interval=timedelta(milliseconds=50), maximum_interval=timedelta(seconds=1)
)
UNTIL_ANSWERED = RetryPolicy(maximum_interval=timedelta(minutes=1))


def refusal_of(error: BaseException) -> str | None:
    """Return the code of a refusal, which trying again cannot help; None for anything else."""
    # The server wraps what an ordinary activity failed with, and not what a local one did.
    match error.cause if isinstance(error, ActivityError) else error:
        case ApplicationError(type=str(code), non_retryable=True):
            return code
        case _:
            return None


async def quickly(step: Step[QuestionT, AnswerT], question: QuestionT) -> AnswerT:
    """Take a step on our own database, within the workflow task if it answers soon.

    Raises:
        FailureError: the step was refused, or cancelled.
    """
    try:
        return await workflow.execute_local_activity_method(
            step,
            question,
            start_to_close_timeout=QUICK_TRY,
            schedule_to_close_timeout=QUICK_IN_ALL,
            retry_policy=QUICKLY,
        )
    except FailureError as error:
        if refusal_of(error) is not None or is_cancelled_exception(error):
            raise
    return await until_answered(step, question)


async def until_answered(
    step: Step[QuestionT, AnswerT], question: QuestionT, *, attempts: int = 0
) -> AnswerT:
    """Take a step that may need long, as often as it takes, or ``attempts`` times.

    Raises:
        FailureError: the step was refused, cancelled, or failed that many times.
    """
    return await workflow.execute_activity_method(
        step,
        question,
        start_to_close_timeout=STEP_TIMEOUT,
        retry_policy=RetryPolicy(
            maximum_interval=UNTIL_ANSWERED.maximum_interval, maximum_attempts=attempts
        ),
    )
