from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from unfold.enums import ActionVariant

FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])

def action(
    *,
    permissions: Iterable[str] | None = None,
    description: str | None = None,
    url_path: str | None = None,
    attrs: dict[str, Any] | None = None,
    icon: str | None = None,
    variant: ActionVariant | None = ...,
    dialog: dict[str, Any] | None = None,
) -> Callable[[FunctionT], FunctionT]: ...
def display(
    *,
    boolean: bool | None = None,
    image: bool | None = None,
    ordering: Any = None,
    description: str | None = None,
    empty_value: str | None = None,
    dropdown: bool | None = None,
    label: bool | str | Mapping[str, str] | None = None,
    header: bool | None = None,
) -> Callable[[FunctionT], FunctionT]: ...
