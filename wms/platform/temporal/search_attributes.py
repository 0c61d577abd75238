"""Whether the server knows the search attributes that our workflows set."""

from collections.abc import Iterable

from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.client import Client
from temporalio.common import SearchAttributeKey
from temporalio.service import RPCError, RPCStatusCode


class SearchAttributesMissing(Exception):
    """A workflow task that sets an unregistered search attribute fails, over and over."""


async def require_search_attributes(
    client: Client, wanted: Iterable[SearchAttributeKey[str]]
) -> None:
    """Return if every attribute is registered as the type that it is used as.

    Raises:
        SearchAttributesMissing: some are not; the message says how to register them.
    """
    request = ListSearchAttributesRequest(namespace=client.namespace)
    try:
        answer = await client.operator_service.list_search_attributes(request)
    except RPCError as error:
        # A hosted Temporal may keep this to its operators: then only a run can find out.
        if error.status in {RPCStatusCode.PERMISSION_DENIED, RPCStatusCode.UNIMPLEMENTED}:
            return
        raise
    known = {**answer.custom_attributes, **answer.system_attributes}
    missing = [key for key in wanted if known.get(key.name) != int(key.indexed_value_type)]
    if missing:
        options = " ".join(f"--name {key.name} --type Keyword" for key in missing)
        raise SearchAttributesMissing(
            f"Temporal's namespace {client.namespace} lacks search attributes."
            f" Register them: temporal operator search-attribute create"
            f" --namespace {client.namespace} {options}"
        )
