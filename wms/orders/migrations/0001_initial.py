import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import wms.orders.models.money
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
            "CREATE SEQUENCE orders_order_number", "DROP SEQUENCE orders_order_number"
        ),
        CreatePartitionedModel(
            name="OrdersEventLog",
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
            name="Order",
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
                        db_default=wms.platform.numbers.NextNumber("O", "orders_order_number"),
                        max_length=24,
                        unique=True,
                    ),
                ),
                ("client_id", models.UUIDField()),
                ("warehouse_id", models.UUIDField()),
                ("external_ref", models.CharField(max_length=64)),
                ("customer_id", models.CharField(max_length=64)),
                (
                    "priority_rank",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "same day"), (1, "next day"), (2, "standard")],
                        verbose_name="priority",
                    ),
                ),
                (
                    "shipping_policy",
                    models.CharField(choices=[("ship_complete", "ship complete")], max_length=24),
                ),
                ("ship_by", models.DateField(blank=True, null=True)),
                ("shipping_address", models.JSONField()),
                ("line_count", models.PositiveIntegerField(verbose_name="lines")),
                ("unit_count", models.PositiveIntegerField(verbose_name="units")),
                (
                    "milestones",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), default=list, size=None
                    ),
                ),
                ("is_rejected", models.BooleanField(default=False)),
                ("is_cancelled", models.BooleanField(default=False)),
                ("is_cancellation_requested", models.BooleanField(default=False)),
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
                ("reason", models.TextField(blank=True, default="")),
                ("wave_id", models.UUIDField(blank=True, null=True)),
                (
                    "tracking_numbers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), default=list, size=None
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="received"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["client_id", "-id"], name="orders_by_client"),
                    models.Index(fields=["client_id", "status", "-id"], name="orders_by_status"),
                    models.Index(
                        fields=["client_id", "priority_rank", "-id"], name="orders_by_priority"
                    ),
                    models.Index(
                        fields=["client_id", "customer_id", "-id"], name="orders_by_customer"
                    ),
                    models.Index(fields=["client_id", "received_at"], name="orders_by_arrival"),
                    models.Index(fields=["ship_by"], name="orders_by_promise"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("client_id", "external_ref"),
                        name="client_uses_each_external_ref_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "received",
                                    "validated",
                                    "backordered",
                                    "reserved",
                                    "wave_assigned",
                                    "picking",
                                    "picked",
                                    "packed",
                                    "partially_shipped",
                                    "shipped",
                                    "completed",
                                    "cancelling",
                                    "cancelled",
                                    "rejected",
                                ],
                            )
                        ),
                        name="order_status_is_a_known_word",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority_rank__lt", 3)), name="order_priority_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_cancelled", True), ("is_rejected", True), _negated=True
                        ),
                        name="order_ends_rejected_or_cancelled_never_both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("line_count__gt", 0), ("unit_count__gt", 0)),
                        name="order_asks_for_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gt", 0)), name="order_version_starts_at_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrdersOutbox",
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
                        name="ordersoutbox_held",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderHistory",
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
                ("sequence", models.PositiveIntegerField()),
                ("occurred_at", models.DateTimeField()),
                ("what", models.CharField(max_length=48)),
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
                ("reason", models.TextField(blank=True, default="")),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="history",
                        to="orders.order",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "order history",
                "ordering": ["sequence"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order", "sequence"), name="order_history_has_one_row_per_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderLine",
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
                ("line_no", models.PositiveIntegerField(verbose_name="line")),
                ("sku", models.CharField(max_length=64)),
                ("ordered", models.PositiveIntegerField()),
                ("picked", models.PositiveIntegerField(default=0)),
                ("packed", models.PositiveIntegerField(default=0)),
                ("shipped", models.PositiveIntegerField(default=0)),
                ("short_closed", models.PositiveIntegerField(default=0)),
                ("cancelled", models.PositiveIntegerField(default=0)),
                ("backordered", models.PositiveIntegerField(default=0)),
                (
                    "open",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("ordered"), "-", models.F("shipped")
                                    ),
                                    "-",
                                    models.F("short_closed"),
                                ),
                                "-",
                                models.F("cancelled"),
                            ),
                            "-",
                            models.F("backordered"),
                        ),
                        output_field=models.IntegerField(),
                    ),
                ),
                (
                    "unit_price",
                    wms.orders.models.money.AmountField(
                        blank=True, decimal_places=4, max_digits=16, null=True
                    ),
                ),
                ("currency", models.CharField(blank=True, default="", max_length=3)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="orders.order",
                    ),
                ),
            ],
            options={
                "ordering": ["line_no"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order", "line_no"), name="order_numbers_each_line_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ordered__gt", 0)),
                        name="order_line_wants_at_least_one_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("packed__lte", models.F("picked")),
                            ("picked__lte", models.F("ordered")),
                            ("shipped__lte", models.F("packed")),
                        ),
                        name="order_line_ships_what_it_packed_packs_what_it_picked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("open__gte", 0)),
                        name="order_line_accounts_for_each_unit_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("currency", ""), ("unit_price__isnull", True)),
                            models.Q(
                                ("unit_price__gte", 0), models.Q(("currency", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="order_line_price_has_a_currency",
                    ),
                ],
            },
        ),
    ]
