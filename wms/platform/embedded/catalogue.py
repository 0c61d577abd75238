"""Which servers there are."""

from pathlib import Path

from wms.platform.embedded.kafka import Kafka
from wms.platform.embedded.ports import Ports
from wms.platform.embedded.postgres import Postgres
from wms.platform.embedded.server import Server
from wms.platform.embedded.temporal import Temporal
from wms.platform.embedded.valkey import Valkey

PORTS = "ports.json"

SERVERS: tuple[type[Server], ...] = (Postgres, Valkey, Temporal, Kafka)


def servers_in(folder: Path, *, durable: bool = True) -> list[Server]:
    """Return all servers, started or not, of the stack in a folder."""
    ports = Ports(folder / PORTS)
    return [kind(folder, ports, durable=durable) for kind in SERVERS]
