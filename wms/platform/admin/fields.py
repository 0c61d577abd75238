"""Fields of admin forms that look the same everywhere."""

from typing import Any
from uuid import UUID

from django.forms import ChoiceField
from unfold.widgets import UnfoldAdminSelectWidget

from wms.kernel.ids import ClientId, WarehouseId
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
