import django.db.models.deletion
import django.db.models.expressions
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
            "CREATE SEQUENCE picking_pick_task_number", "DROP SEQUENCE picking_pick_task_number"
        ),
        CreatePartitionedModel(
            name="PickingEventLog",
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
        CreatePartitionedModel(
            name="PickingInbox",
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
                "abstract": False,
            },
            partition_by="occurred_at",
        ),
        migrations.CreateModel(
            name="PickingOutbox",
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
                        name="pickingoutbox_held",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PickTask",
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
                        db_default=wms.platform.numbers.NextNumber("P", "picking_pick_task_number"),
                        max_length=24,
                    ),
                ),
                ("order_id", models.UUIDField()),
                ("order_number", models.CharField(default="", max_length=32)),
                ("client_id", models.UUIDField()),
                ("warehouse_id", models.UUIDField()),
                ("wave_id", models.UUIDField(null=True)),
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
                            ("preparing", "preparing"),
                            ("open", "open"),
                            ("assigned", "assigned"),
                            ("in_progress", "in_progress"),
                            ("completed", "completed"),
                            ("cancelled", "cancelled"),
                        ],
                        max_length=16,
                    ),
                ),
                ("worker", models.CharField(default="", max_length=150)),
                ("line_count", models.PositiveIntegerField(default=0)),
                ("cancel_reason", models.CharField(default="", max_length=200)),
                ("version", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("started_at", models.DateTimeField(null=True)),
                ("completed_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["client_id", "-id"], name="pick_task_of_client"),
                    models.Index(fields=["client_id", "status", "-id"], name="pick_task_by_status"),
                    models.Index(
                        condition=models.Q(("status", "open")),
                        fields=["client_id", "priority_rank", "id"],
                        name="open_pick_task_by_urgency",
                    ),
                    models.Index(fields=["wave_id", "-id"], name="pick_task_by_wave"),
                    models.Index(fields=["worker", "-id"], name="pick_task_by_worker"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("task_id",), name="pick_task_is_known_by_its_task_id"
                    ),
                    models.UniqueConstraint(
                        fields=("order_id", "round_no"), name="order_has_one_pick_task_per_round"
                    ),
                    models.UniqueConstraint(
                        fields=("number",), name="pick_task_number_is_given_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "preparing",
                                    "open",
                                    "assigned",
                                    "in_progress",
                                    "completed",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="pick_task_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ("assigned", "in_progress", "completed")),
                            ("worker", ""),
                            _negated=True,
                        ),
                        name="claimed_pick_task_has_a_worker",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "open"), _negated=True),
                            ("worker", ""),
                            _connector="OR",
                        ),
                        name="open_pick_task_has_no_worker",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PickTaskLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("allocation_id", models.UUIDField()),
                ("line_no", models.PositiveIntegerField()),
                ("sku", models.CharField(max_length=64)),
                ("location", models.CharField(max_length=32)),
                ("pick_sequence", models.PositiveIntegerField()),
                ("lot", models.CharField(default="", max_length=64)),
                ("quantity", models.PositiveIntegerField()),
                ("picked", models.PositiveIntegerField(default=0)),
                ("short_quantity", models.PositiveIntegerField(default=0)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("not_found", "not_found"),
                            ("damaged", "damaged"),
                            ("expired", "expired"),
                            ("count_difference", "count_difference"),
                        ],
                        default="",
                        max_length=32,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("picked", "picked"),
                            ("short", "short"),
                            ("cancelled", "cancelled"),
                        ],
                        default="open",
                        max_length=16,
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="picking.picktask",
                    ),
                ),
            ],
            options={
                "ordering": ["pick_sequence", "location", "line_no", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("allocation_id",), name="allocation_is_picked_by_one_stop"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)),
                        name="stop_asks_for_at_least_one_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "quantity__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("picked"), "+", models.F("short_quantity")
                                ),
                            )
                        ),
                        name="stop_never_gives_more_than_it_asks_for",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "picked"), _negated=True),
                            ("picked", models.F("quantity")),
                            _connector="OR",
                        ),
                        name="picked_stop_gave_all_its_units",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "short"), _negated=True),
                            models.Q(
                                (
                                    "quantity",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("picked"), "+", models.F("short_quantity")
                                    ),
                                ),
                                ("short_quantity__gt", 0),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="short_stop_says_how_many_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ("open", "cancelled")), _negated=True),
                            models.Q(("picked", 0), ("reason", ""), ("short_quantity", 0)),
                            _connector="OR",
                        ),
                        name="unconfirmed_stop_gave_nothing",
                    ),
                ],
            },
        ),
    ]
