"""A message as Kafka has it."""

from dataclasses import dataclass

# What Kafka adds to a record, generously: lengths, offsets, timestamp.
OVERHEAD_BYTES = 128


@dataclass(frozen=True, slots=True)
class Message:
    """Something to send; events of one key stay in order."""

    topic: str
    key: bytes
    value: bytes
    headers: list[tuple[str, str | bytes | None]]

    @property
    def size(self) -> int:
        """Return about how many bytes it takes on the wire."""
        headers = sum(len(name) + len(value or b"") + 10 for name, value in self.headers)
        return len(self.key) + len(self.value) + headers + OVERHEAD_BYTES
