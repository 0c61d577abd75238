"""A row that is inserted by whoever comes first."""

from django.db import models

from wms.platform.databases import connection_of
from wms.platform.tables import table


def insert_first(row: models.Model) -> bool:
    """Insert a row unless its like is there; return whether it was new.

    Waits for a concurrent insert of the same row to commit or roll back.
    """
    fields = row._meta.concrete_fields
    columns = ", ".join(str(field.column) for field in fields)
    places = ", ".join("%s" for _field in fields)
    database = connection_of(type(row))
    values = [field.get_db_prep_save(field.pre_save(row, add=True), database) for field in fields]
    with database.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table(type(row))} ({columns}) VALUES ({places}) ON CONFLICT DO NOTHING",
            values,
        )
        return bool(cursor.rowcount)
