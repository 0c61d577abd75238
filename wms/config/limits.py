"""How long each kind of process waits for the database, in seconds; 0 is for ever."""

from datetime import timedelta

from environs import Env

from wms.platform.limits import Limits


def database_limits(env: Env) -> dict[str, Limits]:
    """Return the limits by kind of process.

    Those of the saga are below the two seconds of a step that is taken within a workflow task;
    what is taken outside of one gets as long as its own time-out says.
    """
    return {
        "web": _limits(env.float("WEB_LOCK_LIMIT", 2), env.float("WEB_STATEMENT_LIMIT", 10)),
        "consumers": _limits(
            env.float("CONSUMERS_LOCK_LIMIT", 5), env.float("CONSUMERS_STATEMENT_LIMIT", 30)
        ),
        "worker": _limits(
            env.float("WORKER_LOCK_LIMIT", 5), env.float("WORKER_STATEMENT_LIMIT", 60)
        ),
        "drain": _limits(env.float("DRAIN_LOCK_LIMIT", 5), env.float("DRAIN_STATEMENT_LIMIT", 60)),
        "command": _limits(
            env.float("COMMAND_LOCK_LIMIT", 10), env.float("COMMAND_STATEMENT_LIMIT", 300)
        ),
        # Behind a lock that is waited for everybody else waits too; what it does takes its time.
        "migration": _limits(env.float("MIGRATION_LOCK_LIMIT", 10), 0),
        "saga": _limits(1, 1.5, 1.8),
    }


def _limits(lock: float, statement: float, transaction: float = 0) -> Limits:
    return Limits(
        lock=timedelta(seconds=lock),
        statement=timedelta(seconds=statement),
        transaction=timedelta(seconds=transaction),
    )
