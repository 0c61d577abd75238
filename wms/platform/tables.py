"""Names of tables, as statements write them."""

from django.db import connection
from django.db.models import Model


def table(model: type[Model]) -> str:
    """Return the name of the table of a model, quoted."""
    return connection.ops.quote_name(model._meta.db_table)


def default_partition(model: type[Model]) -> str:
    """Return the name of the partition that takes the rows of no other, quoted."""
    return connection.ops.quote_name(f"{model._meta.db_table}_default")
