"""What rows of aggregates have in common: they are locked to be changed, and have a status."""

from typing import Any, ClassVar, Self, TypeVar
from uuid import UUID

from django.db import models

from wms.kernel.errors import NotFound
from wms.kernel.transitions import Transitions

ModelT_co = TypeVar("ModelT_co", bound=models.Model, covariant=True)


class LockableQuerySet(models.QuerySet[ModelT_co]):
    """Rows that commands lock in one order; ``known_by`` is the id that callers know them by."""

    known_by: ClassVar[str] = "id"

    def of_client(self, client_id: UUID | None) -> Self:
        """Keep those of a client; None keeps all."""
        return self if client_id is None else self.filter(client_id=client_id)

    def locked(self) -> Self:
        """Lock the rows in one global order, so that two commands cannot deadlock."""
        return self.order_by(self.known_by).select_for_update(no_key=True, of=("self",))

    def locked_one(
        self, row_id: UUID, *, missing: type[NotFound], of: UUID | None = None
    ) -> ModelT_co:
        """Lock the row that is meant and return it.

        Args:
            row_id: the id that callers know it by.
            missing: what is raised if there is none.
            of: the client who asks; None asks for all clients.

        Raises:
            NotFound: there is none, or not of this client.
        """
        row = self.of_client(of).filter(**{self.known_by: row_id}).locked().first()
        if row is None:
            raise missing(f"there is no {self.model._meta.verbose_name} {row_id}")
        return row


class HasStatus:
    """A row whose status follows a table of transitions."""

    transitions: ClassVar[Transitions[Any]]
    status: Any

    def become(self, status: Any) -> None:
        """Take another status, which is not saved yet.

        Raises:
            Exception: the refusal of the table; it does not follow from the present one.
        """
        self.status = self.transitions.follow(self, self.status, status).value
