from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # The first of the platform's tables that lay in its schema made it.
    dependencies = [("consumers", "0002_tables_lie_in_a_schema")]

    operations = [
        migrations.CreateModel(
            name="CacheFence",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("until", models.DateTimeField()),
            ],
            options={"db_table": 'platform"."cache_fence'},
        ),
    ]
