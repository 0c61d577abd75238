"""The connection to Temporal."""

from django.conf import settings
from temporalio.client import Client

from wms.platform.exits import expect_threads_of_others
from wms.platform.temporal.converter import CONTRACTS
from wms.platform.temporal.request_ids import RequestIds


async def connect(*, lazy: bool = False) -> Client:
    """Return a client for the server and namespace of the settings.

    A lazy one connects with its first call; each reconnects by itself.

    Raises:
        RuntimeError: the server cannot be reached, and the client is not lazy.
    """
    expect_threads_of_others()
    return await Client.connect(
        settings.TEMPORAL_ADDRESS,
        namespace=settings.TEMPORAL_NAMESPACE,
        data_converter=CONTRACTS,
        interceptors=[RequestIds()],
        lazy=lazy,
    )
