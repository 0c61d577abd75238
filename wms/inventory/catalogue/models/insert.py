"""A row that is inserted by whoever comes first."""

from django.db import connection, models


def insert_first(row: models.Model) -> bool:
    """Insert a row unless its like is there; return whether it was new.

    Waits for a concurrent insert of the same row to commit or roll back.
    """
    fields = row._meta.concrete_fields
    columns = ", ".join(str(field.column) for field in fields)
    places = ", ".join("%s" for _field in fields)
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {row._meta.db_table} ({columns}) VALUES ({places})"
            " ON CONFLICT DO NOTHING",
            values,
        )
        return bool(cursor.rowcount)
