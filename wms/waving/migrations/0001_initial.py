import datetime
import django.core.validators
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
        migrations.RunSQL("CREATE SEQUENCE waving_wave_number", "DROP SEQUENCE waving_wave_number"),
        CreatePartitionedModel(
            name="WavingEventLog",
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
            name="WavingInbox",
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
            name="Candidate",
            fields=[
                ("order_id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("noted", "noted"),
                            ("queued", "queued"),
                            ("plannable", "plannable"),
                            ("planned", "planned"),
                            ("out", "out"),
                        ],
                        max_length=16,
                    ),
                ),
                ("round_no", models.PositiveSmallIntegerField(default=0, verbose_name="round")),
                ("closed_round", models.PositiveSmallIntegerField(default=0)),
                ("client_id", models.UUIDField(null=True)),
                ("warehouse_id", models.UUIDField(null=True)),
                ("number", models.CharField(blank=True, default="", max_length=24)),
                (
                    "priority_rank",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "same day"), (1, "next day"), (2, "standard")],
                        default=0,
                        verbose_name="priority",
                    ),
                ),
                ("ship_by", models.DateField(blank=True, null=True)),
                ("lines", models.JSONField(default=list)),
                ("line_count", models.PositiveIntegerField(default=0, verbose_name="lines")),
                ("unit_count", models.PositiveIntegerField(default=0, verbose_name="units")),
                ("noted_at", models.DateTimeField(blank=True, null=True)),
                ("queued_at", models.DateTimeField(blank=True, null=True)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("warehouse_id"),
                        models.F("priority_rank"),
                        models.OrderBy(models.F("ship_by"), nulls_last=True),
                        models.F("order_id"),
                        condition=models.Q(("state", "plannable")),
                        name="plannable_by_urgency",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["noted", "queued", "plannable", "planned", "out"])
                        ),
                        name="candidate_state_is_a_known_word",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["noted", "plannable", "planned"]), _negated=True
                            ),
                            models.Q(
                                ("client_id__isnull", False),
                                ("line_count__gt", 0),
                                ("noted_at__isnull", False),
                                ("warehouse_id__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="candidate_is_planned_only_when_its_lines_are_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["queued", "plannable", "planned"]), _negated=True
                            ),
                            models.Q(
                                ("round_no__gt", models.F("closed_round")),
                                ("queued_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="candidate_waits_only_in_a_round_that_is_not_closed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WaveTemplate",
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
                ("warehouse_id", models.UUIDField()),
                ("name", models.CharField(max_length=64)),
                (
                    "max_orders",
                    models.PositiveIntegerField(
                        default=100,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5000),
                        ],
                        verbose_name="orders at most",
                    ),
                ),
                (
                    "max_lines",
                    models.PositiveIntegerField(
                        default=2000,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(50000),
                        ],
                        verbose_name="lines at most",
                    ),
                ),
                (
                    "max_wait",
                    models.DurationField(
                        default=datetime.timedelta(seconds=600),
                        help_text="A wave is planned when it would be full, or when an order has waited this long.",
                    ),
                ),
                (
                    "cutoff_time",
                    models.TimeField(
                        blank=True,
                        help_text="When the truck leaves, in the warehouse's own time.",
                        null=True,
                        verbose_name="cut-off",
                    ),
                ),
                (
                    "release_policy",
                    models.CharField(
                        choices=[("manual", "a person"), ("scheduled", "at once, by the schedule")],
                        default="manual",
                        max_length=16,
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
            ],
            options={
                "ordering": ["warehouse_id", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("warehouse_id", "name"),
                        name="warehouse_names_each_wave_template_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("max_lines__gt", 0), ("max_orders__gt", 0)),
                        name="wave_template_has_room_for_an_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("max_wait__gte", datetime.timedelta(0))),
                        name="wave_template_waits_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wave",
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
                (
                    "number",
                    models.CharField(
                        db_default=wms.platform.numbers.NextNumber("W", "waving_wave_number"),
                        max_length=24,
                        unique=True,
                    ),
                ),
                ("warehouse_id", models.UUIDField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("scheduled", "scheduled"),
                            ("released", "released"),
                            ("in_progress", "in progress"),
                            ("completed", "completed"),
                            ("cancelled", "cancelled"),
                        ],
                        max_length=16,
                    ),
                ),
                ("max_orders", models.PositiveIntegerField(verbose_name="order capacity")),
                ("max_lines", models.PositiveIntegerField(verbose_name="line capacity")),
                ("order_count", models.PositiveIntegerField(default=0, verbose_name="orders")),
                ("line_count", models.PositiveIntegerField(default=0, verbose_name="lines")),
                ("unit_count", models.PositiveIntegerField(default=0, verbose_name="units")),
                ("done_count", models.PositiveIntegerField(default=0, verbose_name="done")),
                ("cutoff_at", models.DateTimeField(blank=True, null=True, verbose_name="cut-off")),
                ("release_at", models.DateTimeField(blank=True, null=True)),
                ("planned_by", models.CharField(max_length=150)),
                ("released_by", models.CharField(blank=True, default="", max_length=150)),
                ("reason", models.TextField(blank=True, default="")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="planned"),
                ),
                (
                    "released_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="released"),
                ),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="started")),
                (
                    "completed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="completed"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="waving.wavetemplate",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="WavingOutbox",
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
                        name="wavingoutbox_held",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WaveOrder",
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
                ("round_no", models.PositiveSmallIntegerField(verbose_name="round")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("is_done", models.BooleanField(default=False, verbose_name="done")),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waves",
                        to="waving.candidate",
                    ),
                ),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="orders",
                        to="waving.wave",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("wave", "order"), name="wave_lists_an_order_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_active", True)),
                        fields=("order",),
                        name="order_is_in_one_active_wave_only",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_active", True), ("is_done", True), _negated=True),
                        name="wave_order_is_active_or_done_never_both",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="wave",
            index=models.Index(fields=["warehouse_id", "-id"], name="waves_by_warehouse"),
        ),
        migrations.AddIndex(
            model_name="wave",
            index=models.Index(fields=["status", "-id"], name="waves_by_status"),
        ),
        migrations.AddIndex(
            model_name="wave",
            index=models.Index(
                condition=models.Q(("status", "scheduled")),
                fields=["release_at"],
                name="waves_to_be_released",
            ),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "planned",
                            "scheduled",
                            "released",
                            "in_progress",
                            "completed",
                            "cancelled",
                        ],
                    )
                ),
                name="wave_status_is_a_known_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_count__lte", models.F("order_count"))),
                name="wave_is_done_with_no_more_orders_than_it_has",
            ),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status__in", ["released", "in_progress", "completed"]), _negated=True
                    ),
                    models.Q(("order_count__gt", 0), ("released_at__isnull", False)),
                    _connector="OR",
                ),
                name="wave_is_never_released_empty",
            ),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "scheduled"), _negated=True),
                    ("release_at__isnull", False),
                    _connector="OR",
                ),
                name="scheduled_wave_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__gt", 0)), name="wave_version_starts_at_one"
            ),
        ),
    ]
