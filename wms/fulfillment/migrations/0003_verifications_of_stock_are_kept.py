"""What verifications of the stock found is kept."""

import django.db.models.expressions
from django.db import migrations, models

import wms.platform.ids


class Migration(migrations.Migration):
    dependencies = [("fulfillment", "0002_an_exception_may_be_about_no_order")]

    operations = [
        migrations.CreateModel(
            name="VerificationRun",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=wms.platform.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="started")),
                ("ended_at", models.DateTimeField(verbose_name="ended")),
                ("units", models.BigIntegerField()),
                ("balances", models.BigIntegerField()),
                ("movements", models.BigIntegerField()),
                ("differences", models.PositiveIntegerField()),
                ("counts", models.JSONField(default=dict)),
                ("first", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "stock verification",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ended_at__gte", models.F("started_at"))),
                        name="verification_ends_after_it_started",
                    )
                ],
            },
        ),
    ]
