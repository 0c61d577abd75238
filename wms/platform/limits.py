"""How long the database may be waited for."""

from dataclasses import dataclass
from datetime import timedelta

UNLIMITED = timedelta(0)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How long one lock, one statement and a whole transaction may take; zero is no limit."""

    lock: timedelta
    statement: timedelta
    transaction: timedelta = UNLIMITED

    def by_name(self) -> dict[str, int]:
        """Return the limits in milliseconds, by what PostgreSQL calls them."""
        return {
            "lock_timeout": self.lock // _MILLISECOND,
            "statement_timeout": self.statement // _MILLISECOND,
            "transaction_timeout": self.transaction // _MILLISECOND,
        }

    def at_start(self) -> str:
        """Return what a new connection is given along, so that no statement is needed for it."""
        return " ".join(f"-c {name}={value}" for name, value in self.by_name().items())


# What goes through whole tables, to read them: no request does.
LONG_READS = Limits(lock=timedelta(seconds=10), statement=timedelta(hours=1))
