"""A broker that looks into what it is sent, and refuses what does not fit."""

import json
from pathlib import Path

from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic

from tests.support.apache_kafka.server import QUICK_GROUPS, ApacheKafka
from tests.support.brokers import is_apache
from wms.platform.embedded.kafka import Kafka
from wms.platform.embedded.ports import Ports

UNWANTED = 2
# What only the unwanted event carries, and more than a vetted topic of Apache's takes at once.
BALLAST = "x" * 8_000
MOST_BYTES = 4_000


class VettingKafka(Kafka):
    """Takes no round of the unwanted number into the topics that it is to vet."""

    name = "vetting-kafka"
    port_names = ("vetting-kafka",)
    reason = "Broker: Broker failed to validate record"

    def __init__(self, folder: Path) -> None:
        """Know the folder of a stack, whose watchdog stops this server too."""
        super().__init__(folder, Ports(folder / "vetting-ports.json"), durable=False)

    def command(self) -> list[str]:
        # The broker takes a folder only as seen from where it runs, which is its home.
        return [*super().command(), "--schema-registry", "file://./schemas"]

    def prepare(self) -> None:
        super().prepare()
        (self.home / "schemas").mkdir(exist_ok=True)

    def vet(self, topic: str) -> None:
        """Look into what comes to a topic, which has nothing in it yet."""
        value = {"type": "object", "properties": {"round_no": {"not": {"const": UNWANTED}}}}
        schema = {"type": "object", "properties": {"value": value}}
        (self.home / "schemas" / f"{topic}.json").write_text(json.dumps(schema))


class VettingApacheKafka(ApacheKafka):
    """Takes no batch above some size into the topics that it is to vet, however small its parts."""

    name = "vetting-kafka"
    port_names = ("vetting-kafka", "kafka-controller")
    reason = "Broker: Message size too large"

    def __init__(self, folder: Path) -> None:
        """Know the folder of a stack, whose watchdog stops this server too."""
        ports = Ports(folder / "vetting-ports.json")
        super().__init__(folder, ports, properties=QUICK_GROUPS)

    def vet(self, topic: str) -> None:
        """Make a topic that takes little at once."""
        limits = {"max.message.bytes": str(MOST_BYTES)}
        wanted = NewTopic(topic, num_partitions=3, replication_factor=1, config=limits)
        admin = AdminClient({"bootstrap.servers": self.address})
        admin.create_topics([wanted])[topic].result()


def vetting_broker(folder: Path) -> VettingKafka | VettingApacheKafka:
    """Return such a broker of the kind that the tests are to run on; it is not started."""
    return VettingApacheKafka(folder) if is_apache() else VettingKafka(folder)
