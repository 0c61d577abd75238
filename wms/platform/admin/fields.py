"""Fields of admin forms that look the same everywhere."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import CharField, ChoiceField
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.text import clean_code, clean_text
from wms.platform.tenancy import facade as tenancy


def _clients() -> list[tuple[str, str]]:
    return [(str(each.client_id), each.code) for each in tenancy.list_clients()]


def _warehouses() -> list[tuple[str, str]]:
    return [(str(each.warehouse_id), each.code) for each in tenancy.list_warehouses()]


class ClientField(ChoiceField):
    """A client, chosen by its code."""

    widget = UnfoldAdminSelectWidget

    def __init__(self) -> None:
        super().__init__(choices=_clients)

    def clean(self, value: Any) -> Any:
        """Return the id of the client."""
        return ClientId(UUID(super().clean(value)))


class WarehouseField(ChoiceField):
    """A warehouse, chosen by its code."""

    widget = UnfoldAdminSelectWidget

    def __init__(self) -> None:
        super().__init__(choices=_warehouses)

    def clean(self, value: Any) -> Any:
        """Return the id of the warehouse."""
        return WarehouseId(UUID(super().clean(value)))


class WorkerField(ChoiceField):
    """Somebody who holds a scope, chosen by name."""

    widget = UnfoldAdminSelectWidget

    def __init__(self, scope: str) -> None:
        super().__init__(choices=lambda: tenancy.list_workers(scope))


class CodeField(CharField):
    """A code that somebody types or scans."""

    widget = UnfoldAdminTextInputWidget

    def to_python(self, value: Any) -> Any:
        """Return the code as it is kept."""
        return _cleaned(clean_code, super().to_python(value))


class CodesField(CodeField):
    """Several codes, with white space or commas between them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=UnfoldAdminTextareaWidget, **options)

    def to_python(self, value: Any) -> Any:
        """Return the codes as they are kept, each once, in their order."""
        codes = str(value or "").replace(",", " ").split()
        return list(dict.fromkeys(_cleaned(clean_code, each) for each in codes))


class TextField(CharField):
    """A text that somebody writes."""

    widget = UnfoldAdminTextInputWidget

    def to_python(self, value: Any) -> Any:
        """Return the text as it is kept."""
        return _cleaned(clean_text, super().to_python(value))


def _cleaned(clean: Callable[[str], str], value: Any) -> Any:
    try:
        return clean(value) if isinstance(value, str) else value
    except ValueError as error:
        raise ValidationError(str(error)) from error
