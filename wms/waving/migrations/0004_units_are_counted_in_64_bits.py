from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("waving", "0003_orders_are_counted_with_what_is_left"),
    ]

    operations = [
        migrations.AlterField(
            model_name="candidate",
            name="unit_count",
            field=models.PositiveBigIntegerField(default=0, verbose_name="units"),
        ),
        migrations.AlterField(
            model_name="wave",
            name="unit_count",
            field=models.PositiveBigIntegerField(default=0, verbose_name="units"),
        ),
    ]
