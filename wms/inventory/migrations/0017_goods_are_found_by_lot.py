from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0016_a_currency_needs_a_value"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="stockunit",
            index=models.Index(
                condition=models.Q(("lot", ""), _negated=True),
                fields=["sku", "lot"],
                name="stock_unit_by_lot",
            ),
        ),
    ]
