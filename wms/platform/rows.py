"""What rows of aggregates have in common: they are locked to be changed, and have a status."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import models

from wms.kernel.errors import NotFound
from wms.kernel.transitions import Transitions
from wms.platform.cache.forget import forget_after_commit
from wms.platform.cache.tags import tag_of

ModelT_co = TypeVar("ModelT_co", bound=models.Model, covariant=True)


class LockableQuerySet(models.QuerySet[ModelT_co]):
    """Rows that commands lock in one order; ``known_by`` is the id that callers know them by.

    Readers know rows with a noun from the cache. Whoever locks one changes it or what belongs to
    it: with the commit it is forgotten there, whether an event says so or not. So is one that is
    made.
    """

    known_by: ClassVar[str] = "id"
    noun: ClassVar[str] = ""

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

    def bulk_create(self, objs: Iterable[ModelT_co], *args: Any, **kwargs: Any) -> list[ModelT_co]:
        """Make rows; whoever asked for them before was answered that there are none."""
        made = super().bulk_create(objs, *args, **kwargs)
        self._forget(made)
        return made

    def _fetch_all(self) -> None:
        is_first = self._result_cache is None
        super()._fetch_all()
        if is_first and self.query.select_for_update:
            self._forget(self)

    def _forget(self, rows: Iterable[ModelT_co]) -> None:
        if self.noun:
            tags = {tag_of(self.noun, getattr(row, self.known_by)) for row in rows}
            forget_after_commit(tags, database=self.db)


def lock_row(noun: str, row_id: UUID, *, database: str) -> None:
    """Lock the row that readers know by a noun and an id, if it lies in a database."""
    for model in apps.get_models():
        manager = model._meta.default_manager
        rows = None if manager is None else manager.all()
        if isinstance(rows, LockableQuerySet) and (rows.noun, rows.db) == (noun, database):
            rows.filter(**{rows.known_by: row_id}).locked().first()


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
