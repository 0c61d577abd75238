"""Apache Kafka: one node, which keeps what it has when it stops."""

import base64
import subprocess
import uuid
from collections.abc import Mapping
from pathlib import Path

from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient

from tests.support.apache_kafka.jars import class_path
from wms.platform.embedded.ports import LOOPBACK, Ports
from wms.platform.embedded.server import ANSWER_SECONDS, Server

LOG_SETTINGS = Path(__file__).with_name("log4j2.yaml")
# A member that was killed is missed after the session time-out of the tests, below what Apache's
# own default allows.
QUICK_GROUPS = {"group.min.session.timeout.ms": "1000"}


class ApacheKafka(Server):
    """A broker as production has it."""

    name = "kafka"
    variable = "KAFKA_BOOTSTRAP_SERVERS"
    port_names = ("kafka", "kafka-controller")
    not_yet = (KafkaException,)
    # Four of these start at once on two busy cores.
    patience_seconds = 100.0

    def __init__(
        self, folder: Path, ports: Ports, *, durable: bool = True, properties: Mapping[str, str]
    ) -> None:
        """Know the folder; ``properties`` are added to those of a single node."""
        super().__init__(folder, ports, durable=durable)
        self._properties = dict(properties)

    @property
    def address(self) -> str:
        return f"{LOOPBACK}:{self.port}"

    @property
    def cluster(self) -> str:
        """Return the name by which this broker is told from others: 22 letters, as Kafka wants."""
        name = uuid.uuid5(uuid.NAMESPACE_URL, str(self.home))
        return "w" + base64.urlsafe_b64encode(name.bytes).decode()[:21]

    def command(self) -> list[str]:
        return [*self._java("kafka.Kafka", "-Xms192m", "-Xmx512m"), str(self._settings)]

    def prepare(self) -> None:
        """Write the settings for the ports of this start, and format the storage of a new one."""
        super().prepare()
        lines = (f"{key}={value}\n" for key, value in self._all_properties().items())
        self._settings.write_text("".join(lines))
        if not (self._data / "meta.properties").exists():
            format_it = ("format", "--standalone", "--cluster-id", self.cluster)
            subprocess.run(
                [*self._java("kafka.tools.StorageTool"), *format_it, "-c", str(self._settings)],
                cwd=self.home,
                check=True,
                capture_output=True,
            )

    def ask(self) -> None:
        client = AdminClient({"bootstrap.servers": self.address, "log_level": 0})
        if client.list_topics(timeout=ANSWER_SECONDS).cluster_id != self.cluster:
            raise KafkaException(f"another broker answers on {self.address}")

    @property
    def _settings(self) -> Path:
        return self.home / "server.properties"

    @property
    def _data(self) -> Path:
        return self.home / "data"

    def _java(self, program: str, *options: str) -> list[str]:
        return [
            *("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", *options),
            *(f"-Dlog4j2.configurationFile={LOG_SETTINGS}", "-cp", class_path(), program),
        ]

    def _all_properties(self) -> dict[str, str]:
        controller = f"{LOOPBACK}:{self.ports['kafka-controller']}"
        return {
            "process.roles": "broker,controller",
            "node.id": "1",
            "controller.quorum.bootstrap.servers": controller,
            "listeners": f"PLAINTEXT://{self.address},CONTROLLER://{controller}",
            "controller.listener.names": "CONTROLLER",
            "log.dirs": str(self._data),
            "auto.create.topics.enable": "false",
            "offsets.topic.replication.factor": "1",
            "offsets.topic.num.partitions": "3",
            "transaction.state.log.replication.factor": "1",
            "transaction.state.log.min.isr": "1",
            "share.coordinator.state.topic.replication.factor": "1",
            "share.coordinator.state.topic.min.isr": "1",
            "group.initial.rebalance.delay.ms": "0",
            # One that was killed is let in again when its own session is over.
            "broker.session.timeout.ms": "1000",
            "broker.heartbeat.interval.ms": "250",
            "num.network.threads": "2",
            "num.io.threads": "2",
            **self._properties,
        }
