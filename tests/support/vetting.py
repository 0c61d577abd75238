"""A broker that looks into what it is sent, and refuses what does not fit."""

import json
from pathlib import Path

from wms.platform.embedded.kafka import Kafka
from wms.platform.embedded.ports import Ports

UNWANTED = 2


class VettingKafka(Kafka):
    """Takes no round of the unwanted number into the topics that it is to vet."""

    name = "vetting-kafka"
    port_names = ("vetting-kafka",)

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
