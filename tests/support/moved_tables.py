"""Tables as they are in their schemas, and as they were before they moved there."""

import psycopg
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from tests.inventory.migrating import AS_OWNER
from wms.platform.tables import identifier

MOVE = "tables_lie_in_a_schema"
MOVED = {
    (app, name): parent
    for (app, name), migration in MigrationLoader(
        None, ignore_no_migrations=True
    ).disk_migrations.items()
    if name.endswith(MOVE)
    for parent_app, parent in migration.dependencies
    if parent_app == app
}
"""Each migration that moves tables, and the one before it."""

MOVE_BACK = "from django.core.management import call_command\n" + "\n".join(
    f"call_command('migrate', {app!r}, {parent!r}, verbosity=0)"
    for (app, _name), parent in MOVED.items()
)
"""What undoes all of them, in one process."""

# Made by the move, or after it: there is nothing to compare them with.
NEW = ("idempotencyrecord", "deferredcommand", "cachefence", "historyrecord")
# Columns that came after the move: what is in them does not survive a way back before it.
LATER = ["was"]
MODELS = [
    each
    for each in apps.get_models()
    if each.__module__.startswith("wms.")
    # What is made of events is not moved, it is made anew.
    and each._meta.app_label != "reporting"
    and (each._meta.app_label == "rest" or not each.__name__.lower().endswith(NEW))
]


def moved(model):
    return identifier(model)


def of_before(model):
    own = {"Backorder": "inventory_wish"}
    meta = model._meta
    return sql.Identifier(own.get(model.__name__, f"{meta.app_label}_{meta.model_name}"))


def contents(url, called, models=MODELS):
    """Return how many rows each table has, and a sum of what is in them."""
    with psycopg.connect(url, options=AS_OWNER) as connection:
        return {
            model.__name__: connection.execute(
                sql.SQL(
                    "SELECT count(*), md5(string_agg(said, ',' ORDER BY said))"
                    " FROM (SELECT (to_jsonb(row) - {}::text[])::text AS said FROM {} AS row)"
                    " AS rows"
                ).format(sql.Literal(LATER), called(model))
            ).fetchone()
            for model in models
        }
