from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0002_an_order_may_be_the_rest_of_another"),
    ]

    operations = [
        migrations.AlterField(
            model_name="order",
            name="unit_count",
            field=models.PositiveBigIntegerField(verbose_name="units"),
        ),
    ]
