import django.db.models.deletion
import django.utils.timezone
import wms.platform.ids
import wms.platform.numbers
import wms.platform.tracing
from django.db import migrations, models

from wms.platform.partitions import CreatePartitionedModel


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE packing_pack_task_number", "DROP SEQUENCE packing_pack_task_number"
        ),
        CreatePartitionedModel(
            name="PackingEventLog",
            fields=[
                ("event_id", models.UUIDField(default=wms.platform.ids.new_id)),
                ("event_type", models.CharField(max_length=128)),
                ("partition_key", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("sequence", models.PositiveIntegerField()),
                ("data", models.TextField()),
                ("occurred_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "traceparent",
                    models.CharField(default=wms.platform.tracing.traceparent, max_length=64),
                ),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "occurred_at",
                        "id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("id", models.BigIntegerField()),
            ],
            options={
                "abstract": False,
            },
            partition_by="occurred_at",
        ),
        migrations.CreateModel(
            name="PackingOutbox",
            fields=[
                ("event_id", models.UUIDField(default=wms.platform.ids.new_id)),
                ("event_type", models.CharField(max_length=128)),
                ("partition_key", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("sequence", models.PositiveIntegerField()),
                ("data", models.TextField()),
                ("occurred_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "traceparent",
                    models.CharField(default=wms.platform.tracing.traceparent, max_length=64),
                ),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("held_because", models.TextField(blank=True, db_default="", default="")),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("held_because", ""), _negated=True),
                        fields=["partition_key"],
                        name="packingoutbox_held",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PackTask",
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
                ("task_id", models.UUIDField(editable=False)),
                (
                    "number",
                    models.CharField(
                        db_default=wms.platform.numbers.NextNumber("K", "packing_pack_task_number"),
                        max_length=24,
                    ),
                ),
                ("order_id", models.UUIDField()),
                ("order_number", models.CharField(default="", max_length=32)),
                ("client_id", models.UUIDField()),
                ("warehouse_id", models.UUIDField()),
                ("round_no", models.PositiveIntegerField()),
                (
                    "priority_rank",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "same day"), (1, "next day"), (2, "standard")], default=2
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("in_progress", "in_progress"),
                            ("packed", "packed"),
                            ("cancelled", "cancelled"),
                        ],
                        max_length=16,
                    ),
                ),
                ("worker", models.CharField(default="", max_length=150)),
                ("cancel_reason", models.CharField(default="", max_length=200)),
                ("version", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("completed_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["client_id", "-id"], name="pack_task_of_client"),
                    models.Index(fields=["client_id", "status", "-id"], name="pack_task_by_status"),
                    models.Index(fields=["worker", "-id"], name="pack_task_by_worker"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("task_id",), name="pack_task_is_known_by_its_task_id"
                    ),
                    models.UniqueConstraint(
                        fields=("order_id", "round_no"), name="order_has_one_pack_task_per_round"
                    ),
                    models.UniqueConstraint(
                        fields=("number",), name="pack_task_number_is_given_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["open", "in_progress", "packed", "cancelled"])
                        ),
                        name="pack_task_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ("in_progress", "packed")), ("worker", ""), _negated=True
                        ),
                        name="started_pack_task_has_a_worker",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Carton",
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
                ("carton_no", models.PositiveIntegerField()),
                ("weight_grams", models.PositiveIntegerField()),
                ("length_mm", models.PositiveIntegerField(default=0)),
                ("width_mm", models.PositiveIntegerField(default=0)),
                ("height_mm", models.PositiveIntegerField(default=0)),
                ("sealed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("unpacked_at", models.DateTimeField(null=True)),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cartons",
                        to="packing.packtask",
                    ),
                ),
            ],
            options={
                "ordering": ["carton_no"],
            },
        ),
        migrations.CreateModel(
            name="PackTaskLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line_no", models.PositiveIntegerField()),
                ("sku", models.CharField(max_length=64)),
                ("quantity", models.PositiveIntegerField()),
                ("packed", models.PositiveIntegerField(default=0)),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="packing.packtask",
                    ),
                ),
            ],
            options={
                "ordering": ["line_no"],
            },
        ),
        migrations.CreateModel(
            name="CartonLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quantity", models.PositiveIntegerField()),
                (
                    "carton",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="packing.carton",
                    ),
                ),
                (
                    "task_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="packing.packtaskline",
                    ),
                ),
            ],
            options={
                "ordering": ["task_line__line_no"],
            },
        ),
        migrations.AddConstraint(
            model_name="carton",
            constraint=models.UniqueConstraint(
                fields=("task", "carton_no"), name="carton_number_is_used_once_in_a_task"
            ),
        ),
        migrations.AddConstraint(
            model_name="carton",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight_grams__gt", 0)), name="carton_weighs_at_least_one_gram"
            ),
        ),
        migrations.AddConstraint(
            model_name="carton",
            constraint=models.CheckConstraint(
                condition=models.Q(("carton_no__gt", 0)), name="cartons_are_counted_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="packtaskline",
            constraint=models.UniqueConstraint(
                fields=("task", "line_no"), name="order_line_is_packed_by_one_line_of_a_task"
            ),
        ),
        migrations.AddConstraint(
            model_name="packtaskline",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gt", 0)), name="pack_line_is_for_at_least_one_unit"
            ),
        ),
        migrations.AddConstraint(
            model_name="packtaskline",
            constraint=models.CheckConstraint(
                condition=models.Q(("packed__lte", models.F("quantity"))),
                name="never_packed_more_than_picked",
            ),
        ),
        migrations.AddConstraint(
            model_name="cartonline",
            constraint=models.UniqueConstraint(
                fields=("carton", "task_line"), name="line_stands_once_in_a_carton"
            ),
        ),
        migrations.AddConstraint(
            model_name="cartonline",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gt", 0)), name="carton_line_is_for_at_least_one_unit"
            ),
        ),
    ]
