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
)
from temporalio.exceptions import TimeoutError as TimedOut

from wms.fulfillment.saga.steps import Steps

QuestionT = TypeVar("QuestionT")
AnswerT = TypeVar("AnswerT")
Step = Callable[[Steps, QuestionT], AnswerT]

CARRIERS = "carriers"
"""The task queue of the calls to carriers, which hang and delay nothing else."""

CARRIER_STEPS = frozenset({"buy_label", "void_label"})
STEP_TIMEOUT = timedelta(seconds=30)
QUICK_TRY, QUICK_IN_ALL = timedelta(seconds=2), timedelta(seconds=5)
# The tries are counted: the server of a local activity is its worker, which ends none by the time
# that it may take in all, goes on for ever, and adds to the history every eight seconds.
QUICKLY = RetryPolicy(
    initial_interval=timedelta(milliseconds=50),
    maximum_interval=timedelta(seconds=1),
    maximum_attempts=6,
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


def cause_of(error: BaseException) -> str:
    """Return what a step failed with at last, in one line for a person."""
    while isinstance(error, FailureError) and error.cause is not None:
        error = error.cause
    match error:
        case ApplicationError(type=str(kind), message=message):
            said = f"{kind}: {message}"
        case TimedOut():
            said = "no answer in time"
        case _:
            said = str(error)
    # The database takes no control characters, and a list has one line for it.
    return " ".join("".join(each if each.isprintable() else " " for each in said).split())[:300]


async def quickly(step: Step[QuestionT, AnswerT], question: QuestionT) -> AnswerT:
    """Take a step on our own database within the workflow task, if it answers in seconds.

    Raises:
        FailureError: the step was refused, cancelled, or failed for longer.
    """
    return await workflow.execute_local_activity_method(
        step,
        question,
        start_to_close_timeout=QUICK_TRY,
        schedule_to_close_timeout=QUICK_IN_ALL,
        retry_policy=QUICKLY,
    )


async def until_answered(
    step: Step[QuestionT, AnswerT],
    question: QuestionT,
    *,
    attempts: int = 0,
    within: timedelta | None = None,
) -> AnswerT:
    """Take a step that may need long, as often as it takes, or within these bounds.

    Raises:
        FailureError: the step was refused, cancelled, or failed that often or for that long.
    """
    return await workflow.execute_activity_method(
        step,
        question,
        task_queue=CARRIERS if step.__name__ in CARRIER_STEPS else None,
        start_to_close_timeout=STEP_TIMEOUT,
        schedule_to_close_timeout=within,
        retry_policy=RetryPolicy(
            maximum_interval=UNTIL_ANSWERED.maximum_interval, maximum_attempts=attempts
        ),
    )
