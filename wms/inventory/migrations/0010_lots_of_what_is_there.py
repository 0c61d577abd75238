from itertools import islice

from django.db import migrations
from django.db.models import Max

from wms.platform.ids import new_id

BATCH = 2_000


def make_lots(apps, schema_editor):
    """Make a row for every lot that a stock unit names, in batches."""
    Lot = apps.get_model("inventory", "Lot")
    StockUnit = apps.get_model("inventory", "StockUnit")
    named = (
        StockUnit.objects.exclude(lot="")
        .order_by()
        .values_list("sku_id", "lot")
        .annotate(expires_on=Max("expires_on"))
        .iterator(BATCH)
    )
    while rows := list(islice(named, BATCH)):
        Lot.objects.bulk_create(
            [
                Lot(id=new_id(), sku_id=sku_id, code=lot, expires_on=expires_on)
                for sku_id, lot, expires_on in rows
            ],
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0009_goods_are_announced_and_come_in_lots"),
    ]

    operations = [migrations.RunPython(make_lots, migrations.RunPython.noop)]
