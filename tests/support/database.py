"""The database as the owner of its tables sees it: tests look at what no context may."""

from typing import cast

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.connection import ConnectionProxy

from wms.platform.outbox.outboxes import outboxes
from wms.platform.postgresql import roles

OWNER = "owner"
"""Its alias, which the product does not know."""

connections.settings.setdefault(OWNER, connections.settings["orders"] | {"ROLE": roles.OWNER})

connection = cast(BaseDatabaseWrapper, ConnectionProxy(connections, OWNER))


def let_tests_read_events(apart: str | None = None) -> None:
    """Let tests read and spoil events, which the contexts themselves may not even read.

    ``apart`` is the context that has a server of its own, where its tables have their owner too.
    """
    if apart is not None:
        there = connections.settings[OWNER] | {"SERVER": apart}
        connections.settings.setdefault(f"{OWNER}_{apart}", there)
    for outbox in outboxes():
        owner = f"{OWNER}_{apart}" if outbox.database == apart else OWNER
        for model in (outbox.waiting, outbox.log):
            model.objects = model.objects.db_manager(owner)


def owners() -> list[str]:
    """Return the aliases under which tests are the owner of tables, one for each server."""
    return [alias for alias in connections.settings if alias.partition("_")[0] == OWNER]
