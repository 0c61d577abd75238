from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DrainMark",
            fields=[
                (
                    "outbox",
                    models.CharField(max_length=63, primary_key=True, serialize=False),
                ),
                ("drained_at", models.DateTimeField()),
            ],
        ),
    ]
