"""A place gets the key that all spellings of its code share; those that share one are named."""

from collections import defaultdict
from typing import Any

from django.db import migrations, models

from wms.kernel.text import folded

AT_ONCE = 1000


def fill(apps: Any, schema_editor: Any) -> None:
    """Write the keys.

    Raises:
        RuntimeError: places of a warehouse share one; all are named, and nothing has changed.
    """
    rows = apps.get_model("inventory", "Location").objects.using(schema_editor.connection.alias)
    places = list(rows.order_by("warehouse_id", "code").only("id", "warehouse_id", "code"))
    spelt: dict[tuple[Any, str], list[str]] = defaultdict(list)
    for place in places:
        place.key = folded(place.code)
        spelt[place.warehouse_id, place.key].append(place.code)
    shared = [
        f"{' and '.join(map(repr, codes))} (warehouse {warehouse_id})"
        for (warehouse_id, _key), codes in spelt.items()
        if len(codes) > 1
    ]
    if shared:
        raise RuntimeError(
            f"places whose codes differ in case or white space only: {'; '.join(shared)}."
            " Empty and rename all but one of each, then migrate again."
        )
    rows.bulk_update(places, ["key"], batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0025_notes_of_short_picks_name_no_goods"),
    ]

    operations = [
        migrations.AddField(
            model_name="location",
            name="key",
            field=models.CharField(default="", editable=False, max_length=96),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="location",
            constraint=models.UniqueConstraint(
                fields=("warehouse_id", "key"),
                name="location_is_known_by_one_spelling_of_its_code",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="location",
            name="location_code_is_unique_per_warehouse",
        ),
    ]
