"""Ranks as words for people."""

from wms.orders.contracts import Priority


def priority_word(rank: int) -> str:
    """Return what a rank is called, like ``same day``."""
    return tuple(Priority)[rank].value.replace("_", " ")
