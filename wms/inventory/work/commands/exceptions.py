"""What is put before a person, and taken off the list again when it was decided."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID, uuid5

from wms.inventory.outbox import InventoryOutbox
from wms.inventory.work.events.exceptions import (
    InventoryExceptionClearedEvent,
    InventoryExceptionRaisedEvent,
)
from wms.kernel.ids import ClientId, WarehouseId

MOST_CHARACTERS = 500


class Subject(Protocol):
    """A locked row that a person should look at; what is published of it is one of its versions."""

    id: UUID
    client_id: UUID
    warehouse_id: UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class StockException:
    """Why a person should look at a row; a later ``turn`` of the same kind is another one."""

    row: Subject
    kind: str
    about: str
    turn: int | None = None

    @property
    def exception_id(self) -> UUID:
        """Return the id under which it is raised and cleared, whoever works it out."""
        return uuid5(self.row.id, self.kind if self.turn is None else f"{self.kind}/{self.turn}")


def raise_exception(exception: StockException, message: str) -> None:
    """Put something before a person; the row is locked, and its version is the caller's to save."""
    row = exception.row
    row.version += 1
    InventoryOutbox.publish(
        InventoryExceptionRaisedEvent.of(
            exception,
            subject_id=row.id,
            client_id=ClientId(row.client_id),
            warehouse_id=WarehouseId(row.warehouse_id),
            order_id=None,
            message=message[:MOST_CHARACTERS],
        ),
        sequence=row.version,
    )


def clear_exception(exception: StockException, *, actor: str, note: str) -> None:
    """Take it off the list; the row is locked, and its version is the caller's to save."""
    row = exception.row
    row.version += 1
    InventoryOutbox.publish(
        InventoryExceptionClearedEvent.of(
            exception,
            subject_id=row.id,
            client_id=ClientId(row.client_id),
            warehouse_id=WarehouseId(row.warehouse_id),
            order_id=None,
            actor=actor,
            note=note[:MOST_CHARACTERS],
        ),
        sequence=row.version,
    )
