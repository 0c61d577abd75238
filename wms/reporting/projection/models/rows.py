"""What the rows of all projections have in common."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from wms.platform.databases import connection_of, cursor_of
from wms.platform.tables import table
from wms.reporting.projection.models.generation import live_generation
from wms.reporting.projection.rules.merges import Merge, Values, merged

RowT_co = TypeVar("RowT_co", bound="ProjectedRow", covariant=True)


class ProjectedQuerySet(models.QuerySet[RowT_co]):
    """Ways to ask for rows of a projection, and to write them."""

    def live(self) -> Self:
        """Keep the rows that are asked for: those of the live generation."""
        return self.filter(generation=live_generation(self.model.projection))

    def merge(self, generation: int, sayings: Iterable[Values]) -> None:
        """Add what was said to the rows of a generation, in one statement.

        Each saying has every column; None where it says nothing.
        """
        rows: dict[tuple[Any, ...], Values] = {}
        for each in sayings:
            key = tuple(each[name] for name in self.model.key)
            rows[key] = merged(self.model.merges, rows[key], each) if key in rows else each
        if not rows:
            return
        # Whoever writes rows that others write too does it in one order.
        written = [rows[key] for key in sorted(rows)]
        names = (*self.model.key, *self.model.merges)
        with cursor_of(self.model) as cursor:
            cursor.execute(
                _statement(self.model),
                [generation, *([_written(row[name]) for row in written] for name in names)],
            )


def _manager() -> Any:
    """Return the manager of whatever rows inherit it."""
    return ProjectedQuerySet.as_manager()


class ProjectedRow(models.Model):
    """A row of a projection: one thing, as one generation of it knows it.

    ``key`` says which thing; every other column is in ``merges``, with how two sayings become one.
    """

    projection: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    merges: ClassVar[Mapping[str, Merge]]

    generation = models.IntegerField(editable=False)

    objects: ClassVar[Any] = _manager()

    class Meta:
        abstract = True


def columns_of(model: type[ProjectedRow]) -> tuple[str, ...]:
    """Return the columns that say something: not the generation, nor a key of the table's own."""
    own = {"generation", "pk", "id"} - set(model.key)
    return tuple(field.attname for field in model._meta.concrete_fields if field.attname not in own)


def _statement(model: type[ProjectedRow]) -> str:
    names = (*model.key, *model.merges)
    connection = connection_of(model)
    arrays = ", ".join(f"%s::{model._meta.get_field(name).db_type(connection)}[]" for name in names)
    news = {
        name: merge.value.format(
            known=f"known.{name}{_order_of(model, name)}", news=f"excluded.{name}"
        )
        for name, merge in model.merges.items()
    }
    update = "DO NOTHING"
    if news:
        # What is known already leaves no dead row behind.
        update = (
            f"DO UPDATE SET {', '.join(f'{name} = {value}' for name, value in news.items())}"
            f" WHERE ({', '.join(f'known.{name}' for name in news)})"
            f" IS DISTINCT FROM ({', '.join(news.values())})"
        )
    return (
        f"INSERT INTO {table(model)} AS known (generation, {', '.join(names)})"
        f" SELECT %s, * FROM unnest({arrays})"
        f" ON CONFLICT (generation, {', '.join(model.key)}) {update}"
    )


def _order_of(model: type[ProjectedRow], name: str) -> str:
    """Return how texts are compared: as Python does, whatever the database thinks of letters."""
    is_text = isinstance(model._meta.get_field(name), models.CharField | models.TextField)
    return ' COLLATE "C"' if is_text else ""


def _written(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value, cls=DjangoJSONEncoder)
    return value
