from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("waving", "0004_units_are_counted_in_64_bits"),
    ]

    operations = [
        migrations.AddField(
            model_name="candidate",
            name="assignment_no",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
