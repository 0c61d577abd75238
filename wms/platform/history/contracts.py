"""The history of a thing as it is shown."""

from dataclasses import dataclass
from datetime import datetime

from wms.kernel.text import Code, Text


@dataclass(frozen=True, kw_only=True)
class ChangedValue:
    """A value that is another one now; what it was is empty where it had none."""

    name: Code
    was: Text = ""
    now: Text = ""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that was done to something, by whom and why."""

    occurred_at: datetime
    what: Code
    values: tuple[ChangedValue, ...]
    reason: Text
    actor: Text
