"""Keeping carriers out of transactions."""

from wms.platform.transactions import transaction_in


def outside_transaction() -> None:
    """Make sure that no transaction is open: a slow carrier would hold its locks.

    Raises:
        RuntimeError: one is.
    """
    # Opening a durable transaction is refused inside any other; an empty one costs nothing.
    with transaction_in("shipping"):
        pass
