"""Forgets what has changed: with the commit that changed it, and again when its event leaves."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from wms.platform.cache.entries import name_of
from wms.platform.cache.fence import fence
from wms.platform.cache.server import CacheAway, ask, is_used


def forget_after_commit(tags: Collection[str], *, database: str) -> None:
    """Forget all that is kept of these things as soon as the running transaction is committed.

    Whoever waits for the command is answered after that: what they read then is not older.

    Args:
        tags: the things, as ``tag_of`` writes them.
        database: that of the transaction, by its alias.
    """
    if not tags or not is_used():
        return
    for _, known, _ in transaction.get_connection(database).run_on_commit:
        if isinstance(known, _Forget):
            known.tags.update(tags)
            return
    transaction.on_commit(_Forget(set(tags)), using=database)


@dataclass(frozen=True)
class _Forget:
    """All that one transaction changes: Redis is asked once."""

    tags: set[str]

    def __call__(self) -> None:
        forget(self.tags)


def forget(tags: Collection[str]) -> None:
    """Forget all that is kept of these things; if that fails, nobody reads from the cache a while.

    Raises:
        DatabaseError: the cache is away, and the fence could not be closed either.
    """
    if not tags or not is_used():
        return
    try:
        ask(lambda redis: redis.unlink(*map(name_of, tags)))
    except CacheAway:
        fence.close()
