"""How the order that holds the rest of another is named."""

from collections.abc import Iterator
from itertools import count

MAX_REF = 64


def refs_of_rest(external_ref: str) -> Iterator[str]:
    """Yield the references that the rest of an order may bear, the first choice first.

    A client may have used one for an order of its own; long ones lose their end.
    """
    for number in count(1):
        suffix = f"/{number}"
        yield external_ref[: MAX_REF - len(suffix)] + suffix
