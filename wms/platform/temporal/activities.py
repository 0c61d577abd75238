"""What an activity is given around it: what a request gives a view."""

import logging
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import close_old_connections
from temporalio import activity as running
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory
from temporalio.worker import (
    ActivityInboundInterceptor,
    ExecuteActivityInput,
    Interceptor,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
)

from wms.kernel.errors import DomainError
from wms.platform.current_actor import acting
from wms.platform.database import limited, limits_of
from wms.platform.limits import Limits
from wms.platform.temporal.request_ids import CarryRequestIds, actor_in, request_id_in
from wms.platform.tracing import request_id

logger = logging.getLogger(__name__)
_MARGIN = timedelta(seconds=3)


class DjangoActivities(Interceptor):
    """Fresh connections, the request id, an actor, and refusals that Temporal does not retry."""

    def __init__(self, actor: str) -> None:
        """Say who causes what the activities cause, where their commands do not."""
        self._actor = actor

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        return _DjangoActivity(next, self._actor)

    def workflow_interceptor_class(
        self,
        input: WorkflowInterceptorClassInput,  # noqa: ARG002 - the framework's signature
    ) -> type[WorkflowInboundInterceptor]:
        return CarryRequestIds


class _DjangoActivity(ActivityInboundInterceptor):
    def __init__(self, next: ActivityInboundInterceptor, actor: str) -> None:
        super().__init__(next)
        self._actor = actor

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        activity = input.fn
        known = request_id_in(input.headers)
        actor = actor_in(input.headers) or self._actor

        # Wrapped, not awaited around: connections belong to the thread that runs the activity.
        @wraps(activity)
        def with_surroundings(*args: Any) -> Any:
            close_old_connections()
            try:
                with request_id(known), acting(actor), _limits():
                    _note()
                    return activity(*args)
            except DomainError as refused:
                # Benign: an answer like another, not something for the log to shout about.
                raise ApplicationError(
                    str(refused),
                    type=refused.code,
                    non_retryable=True,
                    category=ApplicationErrorCategory.BENIGN,
                ) from refused
            finally:
                close_old_connections()

        input.fn = with_surroundings
        return await super().execute_activity(input)


def _limits() -> AbstractContextManager[None]:
    """Return as much time with the database as the step has itself, less what it takes to say so.

    Those that are local are as short as every connection of the process.
    """
    about = running.info()
    if about.is_local or about.start_to_close_timeout is None:
        return nullcontext()
    whole = max(about.start_to_close_timeout - _MARGIN, about.start_to_close_timeout / 2)
    known = limits_of("saga")
    return limited(
        Limits(lock=max(known.lock, whole / 4), statement=whole * 0.9, transaction=whole)
    )


def _note() -> None:
    about = running.info()
    # Local ones are many and short; the others are calls to the outside, and undos.
    level = logging.DEBUG if about.is_local else logging.INFO
    logger.log(level, "%s for %s", about.activity_type, about.workflow_id)
