import datetime

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.utils.timezone
from django.db import migrations, models

from wms.platform.partitions import CreatePartitionedModel


class Migration(migrations.Migration):
    # What was there follows from the events: rebuild_projection makes it anew.

    dependencies = [("reporting", "0002_tables_lie_in_a_schema")]

    operations = [
        migrations.DeleteModel("ReportingInbox"),
        migrations.DeleteModel("OrderViewRow"),
        CreatePartitionedModel(
            partition_by="occurred_at",
            name="AnalyticsInbox",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "occurred_at",
                        "event_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("event_id", models.UUIDField()),
                ("occurred_at", models.DateTimeField()),
                ("handled_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "db_table": 'reporting"."analytics_inbox',
                "abstract": False,
            },
        ),
        CreatePartitionedModel(
            partition_by="occurred_at",
            name="OrderViewsInbox",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "occurred_at",
                        "event_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("event_id", models.UUIDField()),
                ("occurred_at", models.DateTimeField()),
                ("handled_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "db_table": 'reporting"."order_views_inbox',
                "abstract": False,
            },
        ),
        CreatePartitionedModel(
            partition_by="occurred_at",
            name="ReportsInbox",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "occurred_at",
                        "event_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("event_id", models.UUIDField()),
                ("occurred_at", models.DateTimeField()),
                ("handled_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "db_table": 'reporting"."reports_inbox',
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Generation",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("projection", models.CharField(max_length=32)),
                ("version", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("building", "building"), ("live", "live"), ("old", "old")],
                        max_length=16,
                    ),
                ),
                ("read_to", models.JSONField(blank=True, default=dict)),
                (
                    "event_count",
                    models.PositiveBigIntegerField(default=0, verbose_name="events read"),
                ),
                (
                    "started_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="started"),
                ),
                ("live_at", models.DateTimeField(blank=True, null=True, verbose_name="live")),
            ],
            options={
                "db_table": 'reporting"."generations',
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "live")),
                        fields=("projection",),
                        name="projection_has_one_live_generation",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "building")),
                        fields=("projection",),
                        name="projection_is_built_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["building", "live", "old"])),
                        name="generation_state_is_a_known_word",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderViewRow",
            fields=[
                ("generation", models.IntegerField(editable=False)),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("order_id", models.UUIDField(editable=False)),
                ("entries", models.JSONField(default=dict)),
                ("client_id", models.UUIDField(null=True)),
                ("warehouse_id", models.UUIDField(null=True)),
                ("number", models.CharField(blank=True, max_length=32)),
                ("external_ref", models.CharField(blank=True, max_length=64)),
                ("customer_id", models.CharField(blank=True, max_length=64)),
                ("consignee", models.CharField(blank=True, max_length=200)),
                (
                    "priority_rank",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "same day"), (1, "next day"), (2, "standard")],
                        default=0,
                        verbose_name="priority",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("validated", "validated"),
                            ("backordered", "backordered"),
                            ("reserved", "reserved"),
                            ("wave_assigned", "wave assigned"),
                            ("picking", "picking"),
                            ("picked", "picked"),
                            ("packed", "packed"),
                            ("partially_shipped", "partially shipped"),
                            ("shipped", "shipped"),
                            ("completed", "completed"),
                            ("cancelling", "cancelling"),
                            ("cancelled", "cancelled"),
                            ("rejected", "rejected"),
                        ],
                        max_length=24,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("due_on", models.DateField(default=datetime.date(9999, 12, 31))),
                ("wave_number", models.CharField(blank=True, max_length=32)),
                (
                    "tracking_numbers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), default=list, size=None
                    ),
                ),
                ("haystack", models.TextField(default="")),
                (
                    "grams",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3), default=list, size=None
                    ),
                ),
                ("received_at", models.DateTimeField(null=True, verbose_name="received")),
                ("as_of", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "order view",
                "db_table": 'reporting"."order_views',
                "indexes": [
                    models.Index(
                        models.F("generation"),
                        models.F("client_id"),
                        models.OrderBy(models.F("order_id"), descending=True),
                        name="order_view_by_client",
                    ),
                    models.Index(
                        models.F("generation"),
                        models.F("client_id"),
                        models.F("status"),
                        models.OrderBy(models.F("order_id"), descending=True),
                        name="order_view_by_status",
                    ),
                    models.Index(
                        fields=["generation", "client_id", "external_ref"], name="order_view_by_ref"
                    ),
                    models.Index(
                        models.F("generation"),
                        models.F("client_id"),
                        models.F("customer_id"),
                        models.OrderBy(models.F("order_id"), descending=True),
                        name="order_view_by_customer",
                    ),
                    models.Index(
                        fields=["generation", "client_id", "due_on", "order_id"],
                        name="order_view_by_day",
                    ),
                    models.Index(
                        fields=["generation", "client_id", "priority_rank", "order_id"],
                        name="order_view_by_priority",
                    ),
                    models.Index(
                        fields=["generation", "client_id", "number", "order_id"],
                        name="order_view_by_number",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["grams"], name="order_view_by_part"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("generation", "order_id"), name="order_has_one_view_in_a_generation"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("client_id__isnull", True),
                            models.Q(
                                models.Q(("number", ""), _negated=True),
                                models.Q(("status", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="order_view_that_is_seen_has_a_number_and_a_status",
                    ),
                ],
            },
        ),
    ]
