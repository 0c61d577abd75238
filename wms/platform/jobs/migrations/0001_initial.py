import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="JobFault",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("job", models.CharField(max_length=64)),
                ("unit", models.CharField(max_length=200)),
                ("message", models.TextField()),
                ("times", models.PositiveBigIntegerField(default=1)),
                (
                    "first_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="first"),
                ),
                (
                    "last_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="last"),
                ),
            ],
            options={
                "verbose_name": "job that fails",
                "verbose_name_plural": "jobs that fail",
                "ordering": ["job", "unit"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["job", "unit"], name="job_fails_at_a_unit_in_one_row"
                    )
                ],
            },
        ),
    ]
