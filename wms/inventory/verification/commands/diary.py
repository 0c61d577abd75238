"""What a repair changes, kept for good."""

from uuid import UUID

from wms.inventory.verification.contracts import RepairedNumber, RepairStock
from wms.inventory.verification.models.repairs import RepairedNumber as RepairedNumberRow


class Diary:
    """Collects the numbers that a repair changes."""

    def __init__(self, request: RepairStock) -> None:
        self.command = request
        self._rows: list[RepairedNumberRow] = []

    def note(  # noqa: PLR0913 - a row has that many columns
        self, *, row_id: UUID, subject: str, what: str, was: int, now: int, owner: tuple[UUID, UUID]
    ) -> None:
        """Note a number as it was and as it is; one that stays the same is passed over.

        ``owner`` is the client and the warehouse.
        """
        if was == now:
            return
        client_id, warehouse_id = owner
        self._rows.append(
            RepairedNumberRow(
                client_id=client_id,
                warehouse_id=warehouse_id,
                found_by=self.command.check.value,
                row_id=row_id,
                subject=subject[:200],
                what=what,
                was=was,
                now=now,
                actor=self.command.actor,
                reason=self.command.reason,
            )
        )

    def keep(self) -> None:
        """Write what was noted."""
        RepairedNumberRow.objects.bulk_create(self._rows)

    @property
    def numbers(self) -> tuple[RepairedNumber, ...]:
        """Return what was noted."""
        return tuple(
            RepairedNumber(subject=row.subject, what=row.what, was=row.was, now=row.now)
            for row in self._rows
        )
