"""How a stack is doing."""

from dataclasses import dataclass

from wms.platform.embedded.process import Process


@dataclass(frozen=True, slots=True)
class Status:
    """How one server or program is doing; `since` in seconds since 1970."""

    name: str
    state: str
    """`up`, `down`, `silent` (it runs and does not answer) or `external`."""
    pid: int | None
    address: str
    since: float | None
    log: str | None

    @classmethod
    def of(cls, process: Process, state: str, address: str) -> "Status":
        """Describe a process of the stack."""
        since = process.record.since if process.record and process.pid else None
        return cls(process.name, state, process.pid, address, since, str(process.log))
