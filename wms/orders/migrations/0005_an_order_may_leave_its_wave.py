from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0004_a_reference_is_given_back_by_an_order_that_ended"),
    ]

    operations = [
        migrations.AddField(
            model_name="order",
            name="wave_assignment_no",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
