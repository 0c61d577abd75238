"""All that the database holds, to be compared before and after a command."""

from collections import Counter

from django.apps import apps
from django.db.models import AutoField, BigAutoField, DecimalField, IntegerField, Model

from tests.support.database import OWNER
from wms.platform.outbox.outboxes import outboxes

Row = tuple[object, ...]


def tables() -> list[type[Model]]:
    """Return the models of the product that have rows of their own."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("wms.") and model._meta.managed and not model._meta.proxy
    ]


def rows() -> dict[str, list[Row]]:
    """Return every row of every table."""
    return {
        model._meta.db_table: sorted(
            map(tuple, model._base_manager.using(OWNER).values_list()), key=repr
        )
        for model in tables()
    }


def amounts() -> Counter[str]:
    """Return the number of rows of each table, the sum of each number in it, and of each event."""
    found: Counter[str] = Counter()
    for model in tables():
        table, names = model._meta.db_table, [field.attname for field in _numbers_of(model)]
        for row in model._base_manager.using(OWNER).all():
            found[table] += 1
            for name in names:
                found[f"{table}.{name}"] += getattr(row, name) or 0
    for outbox in outboxes():
        found.update(outbox.waiting.objects.values_list("event_type", flat=True))
    return found


def _numbers_of(model):
    """Yield the columns that hold numbers which no sequence has given."""
    for field in model._meta.local_fields:
        if field.name == "generation":  # a sequence has given it, too
            continue
        is_number = isinstance(field, IntegerField | DecimalField)
        if is_number and not isinstance(field, AutoField | BigAutoField) and not field.primary_key:
            yield field
