"""What travels from a client's call through the workflow into its activities.

The request id of every call, and the actor of a signal or an update: what a workflow does because
of it, it does in that name. Whoever starts a workflow does not act in all that comes after.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any, NoReturn

from temporalio import workflow
from temporalio.api.common.v1 import Payload
from temporalio.client import Interceptor as ClientInterceptor
from temporalio.client import (
    OutboundInterceptor,
    SignalWorkflowInput,
    StartWorkflowInput,
    StartWorkflowUpdateInput,
    WorkflowHandle,
    WorkflowUpdateHandle,
)
from temporalio.converter import default
from temporalio.worker import (
    ContinueAsNewInput,
    ExecuteWorkflowInput,
    HandleSignalInput,
    HandleUpdateInput,
    StartActivityInput,
    StartLocalActivityInput,
    WorkflowInboundInterceptor,
    WorkflowOutboundInterceptor,
)

from wms.kernel.actors import in_the_name_of
from wms.platform.current_actor import current_actor
from wms.platform.tracing import current_request_id

HEADER = "wms-request-id"
ACTOR = "wms-actor"
_converter = default().payload_converter
_NOTHING: Mapping[str, Payload] = MappingProxyType({})
# Of whoever made the workflow act: set anew for each signal and update, in its own task. A
# workflow that goes on elsewhere in the name of one of them runs that in a copy of its context.
_carried: ContextVar[Mapping[str, Payload]] = ContextVar("carried", default=_NOTHING)


def request_id_in(headers: Mapping[str, Payload]) -> str | None:
    """Return the request id that a call brought along, if any."""
    return _text_in(headers, HEADER)


def actor_in(headers: Mapping[str, Payload]) -> str | None:
    """Return the actor that a call brought along, if any."""
    return _text_in(headers, ACTOR)


class RequestIds(ClientInterceptor):
    """Send the current request id along with every call, and the actor with what is asked for."""

    def intercept_client(self, next: OutboundInterceptor) -> OutboundInterceptor:
        return _ClientCalls(next)


class _ClientCalls(OutboundInterceptor):
    async def start_workflow(self, input: StartWorkflowInput) -> WorkflowHandle[Any, Any]:
        input.headers = _with_request_id(input.headers)
        return await super().start_workflow(input)

    async def signal_workflow(self, input: SignalWorkflowInput) -> None:
        input.headers = _with_actor(_with_request_id(input.headers))
        await super().signal_workflow(input)

    async def start_workflow_update(
        self, input: StartWorkflowUpdateInput
    ) -> WorkflowUpdateHandle[Any]:
        input.headers = _with_actor(_with_request_id(input.headers))
        return await super().start_workflow_update(input)


class CarryRequestIds(WorkflowInboundInterceptor):
    """Hand what came with a start, signal or update on to the activities that it causes."""

    def init(self, outbound: WorkflowOutboundInterceptor) -> None:
        super().init(_WorkflowCalls(outbound))

    async def execute_workflow(self, input: ExecuteWorkflowInput) -> Any:
        _carry(input.headers)
        return await super().execute_workflow(input)

    async def handle_signal(self, input: HandleSignalInput) -> None:
        _carry(input.headers)
        await super().handle_signal(input)

    async def handle_update_handler(self, input: HandleUpdateInput) -> Any:
        _carry(input.headers)
        return await super().handle_update_handler(input)


class _WorkflowCalls(WorkflowOutboundInterceptor):
    def start_activity(self, input: StartActivityInput) -> workflow.ActivityHandle[Any]:
        input.headers = _with_carried(input.headers)
        return super().start_activity(input)

    def start_local_activity(self, input: StartLocalActivityInput) -> workflow.ActivityHandle[Any]:
        input.headers = _with_carried(input.headers)
        return super().start_local_activity(input)

    def continue_as_new(self, input: ContinueAsNewInput) -> NoReturn:
        input.headers = _with_carried(input.headers)
        super().continue_as_new(input)


def _with_request_id(headers: Mapping[str, Payload]) -> Mapping[str, Payload]:
    return {**headers, HEADER: _converter.to_payload(current_request_id())}


def _with_actor(headers: Mapping[str, Payload]) -> Mapping[str, Payload]:
    return {**headers, ACTOR: _converter.to_payload(current_actor())}


def _carry(headers: Mapping[str, Payload]) -> None:
    _carried.set({HEADER: headers[HEADER]} if HEADER in headers else _NOTHING)
    in_the_name_of.set(actor_in(headers) or "")


def _with_carried(headers: Mapping[str, Payload]) -> Mapping[str, Payload]:
    actor = in_the_name_of.get()
    acting = {ACTOR: _converter.to_payload(actor)} if actor else _NOTHING
    return {**headers, **_carried.get(), **acting}


def _text_in(headers: Mapping[str, Payload], name: str) -> str | None:
    payload = headers.get(name)
    return None if payload is None else _converter.from_payload(payload, str)
