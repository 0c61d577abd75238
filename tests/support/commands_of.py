"""Commands that a test makes up, as if they stood in a context."""

from collections.abc import Callable
from typing import Any, TypeVar

ServiceT = TypeVar("ServiceT", bound=Callable[..., Any])


def of(context: str) -> Callable[[ServiceT], ServiceT]:
    """Let a service belong to a context: it runs in that one's database, in its role."""

    def mark(service: ServiceT) -> ServiceT:
        service.__module__ = f"tests.{context}.{service.__module__}"
        return service

    return mark
