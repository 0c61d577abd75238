"""An exception may be put off, and the saga of an order started again."""

import django.utils.timezone
import wms.platform.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("fulfillment", "0004_an_exception_is_told_apart_by_its_subject"),
    ]

    operations = [
        migrations.CreateModel(
            name="Restart",
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
                ("order_id", models.UUIDField()),
                ("client_id", models.UUIDField()),
                ("attempt", models.PositiveIntegerField()),
                ("actor", models.CharField(max_length=150)),
                ("note", models.CharField(blank=True, default="", max_length=500)),
                ("restarted_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.AddField(
            model_name="operationalexception",
            name="snoozed_by",
            field=models.CharField(blank=True, default="", max_length=150),
        ),
        migrations.AddField(
            model_name="operationalexception",
            name="snoozed_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="operationalexception",
            index=models.Index(
                condition=models.Q(("status", "open")),
                fields=["kind", "id"],
                name="open_exception_by_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="operationalexception",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("snoozed_by", ""), ("snoozed_until__isnull", True)),
                    models.Q(
                        ("snoozed_until__isnull", False),
                        models.Q(("snoozed_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="snoozed_exception_says_until_when_and_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="restart",
            constraint=models.UniqueConstraint(
                fields=("order_id", "attempt"), name="order_has_one_restart_of_an_attempt"
            ),
        ),
        migrations.AddConstraint(
            model_name="restart",
            constraint=models.CheckConstraint(
                condition=models.Q(("attempt__gt", 1)), name="first_attempt_is_no_restart"
            ),
        ),
    ]
