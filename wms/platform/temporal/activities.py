"""What an activity is given around it: what a request gives a view."""

import logging
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
from wms.platform.temporal.request_ids import CarryRequestIds, request_id_in
from wms.platform.tracing import request_id

logger = logging.getLogger(__name__)


class DjangoActivities(Interceptor):
    """Fresh connections, the request id, and refusals that Temporal does not retry."""

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        return _DjangoActivity(next)

    def workflow_interceptor_class(
        self,
        input: WorkflowInterceptorClassInput,  # noqa: ARG002 - the framework's signature
    ) -> type[WorkflowInboundInterceptor]:
        return CarryRequestIds


class _DjangoActivity(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        activity = input.fn
        known = request_id_in(input.headers)

        # Wrapped, not awaited around: connections belong to the thread that runs the activity.
        @wraps(activity)
        def with_surroundings(*args: Any) -> Any:
            close_old_connections()
            try:
                with request_id(known):
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


def _note() -> None:
    about = running.info()
    # Local ones are many and short; the others are calls to the outside, and undos.
    level = logging.DEBUG if about.is_local else logging.INFO
    logger.log(level, "%s for %s", about.activity_type, about.workflow_id)
