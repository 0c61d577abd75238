import django.db.models.deletion
import django.utils.timezone
import wms.platform.ids
import wms.platform.numbers
import wms.platform.tracing
from django.db import migrations, models

from wms.platform.partitions import CreatePartitionedModel

# A closed manifest is frozen: what the carrier was handed stays as it was handed over. The
# statement that closes it still sees it open.
FREEZE = """
CREATE FUNCTION shipping_refuse_change_of_closed_manifest() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'closed' THEN
        RAISE EXCEPTION 'closed manifest % is frozen', OLD.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_manifest_is_frozen';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION shipping_refuse_change_of_handed_over_shipment() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    lists uuid[] := ARRAY[]::uuid[];
BEGIN
    IF TG_OP <> 'INSERT' THEN lists := lists || OLD.manifest_id; END IF;
    IF TG_OP <> 'DELETE' THEN lists := lists || NEW.manifest_id; END IF;
    IF EXISTS (SELECT FROM shipping_manifest WHERE id = ANY (lists) AND status = 'closed') THEN
        RAISE EXCEPTION 'a closed manifest is frozen, and so are its shipments'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_manifest_is_frozen';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION shipping_refuse_change_of_handed_over_parcel() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    owners uuid[] := ARRAY[]::uuid[];
BEGIN
    IF TG_OP <> 'INSERT' THEN owners := owners || OLD.shipment_id; END IF;
    IF TG_OP <> 'DELETE' THEN owners := owners || NEW.shipment_id; END IF;
    IF EXISTS (
        SELECT FROM shipping_shipment AS shipment
        JOIN shipping_manifest AS manifest ON manifest.id = shipment.manifest_id
        WHERE shipment.id = ANY (owners) AND manifest.status = 'closed'
    ) THEN
        RAISE EXCEPTION 'a closed manifest is frozen, and so are its parcels'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_manifest_is_frozen';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER closed_manifest_is_frozen
BEFORE UPDATE OR DELETE ON shipping_manifest
FOR EACH ROW EXECUTE FUNCTION shipping_refuse_change_of_closed_manifest();

CREATE TRIGGER shipment_on_closed_manifest_is_frozen
BEFORE INSERT OR UPDATE OR DELETE ON shipping_shipment
FOR EACH ROW EXECUTE FUNCTION shipping_refuse_change_of_handed_over_shipment();

CREATE TRIGGER parcel_on_closed_manifest_is_frozen
BEFORE INSERT OR UPDATE OR DELETE ON shipping_parcel
FOR EACH ROW EXECUTE FUNCTION shipping_refuse_change_of_handed_over_parcel();
"""
THAW = """
DROP TRIGGER parcel_on_closed_manifest_is_frozen ON shipping_parcel;
DROP TRIGGER shipment_on_closed_manifest_is_frozen ON shipping_shipment;
DROP TRIGGER closed_manifest_is_frozen ON shipping_manifest;
DROP FUNCTION shipping_refuse_change_of_handed_over_parcel();
DROP FUNCTION shipping_refuse_change_of_handed_over_shipment();
DROP FUNCTION shipping_refuse_change_of_closed_manifest();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE shipping_shipment_number", "DROP SEQUENCE shipping_shipment_number"
        ),
        migrations.RunSQL(
            "CREATE SEQUENCE shipping_manifest_number", "DROP SEQUENCE shipping_manifest_number"
        ),
        CreatePartitionedModel(
            name="ShippingEventLog",
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
            name="Manifest",
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
                        db_default=wms.platform.numbers.NextNumber("M", "shipping_manifest_number"),
                        max_length=24,
                    ),
                ),
                ("carrier", models.CharField(max_length=32)),
                ("client_id", models.UUIDField()),
                ("warehouse_id", models.UUIDField()),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "open"), ("closed", "closed")],
                        default="open",
                        max_length=16,
                    ),
                ),
                ("opened_by", models.CharField(max_length=150)),
                ("closed_by", models.CharField(default="", max_length=150)),
                ("version", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["client_id", "-id"], name="manifest_of_client"),
                    models.Index(fields=["client_id", "status", "-id"], name="manifest_by_status"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("number",), name="manifest_number_is_given_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("status", "open")),
                            models.Q(("closed_at__isnull", False), ("status", "closed")),
                            _connector="OR",
                        ),
                        name="closed_manifest_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Shipment",
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
                ("shipment_id", models.UUIDField(editable=False)),
                (
                    "number",
                    models.CharField(
                        db_default=wms.platform.numbers.NextNumber("S", "shipping_shipment_number"),
                        max_length=24,
                    ),
                ),
                ("order_id", models.UUIDField()),
                ("order_number", models.CharField(default="", max_length=32)),
                ("client_id", models.UUIDField()),
                ("warehouse_id", models.UUIDField()),
                ("round_no", models.PositiveIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("created", "created"),
                            ("labelled", "labelled"),
                            ("manifested", "manifested"),
                            ("shipped", "shipped"),
                            ("voided", "voided"),
                        ],
                        max_length=16,
                    ),
                ),
                ("carrier", models.CharField(default="", max_length=32)),
                ("service", models.CharField(default="", max_length=32)),
                ("address", models.JSONField(default=dict)),
                ("cancel_reason", models.CharField(default="", max_length=200)),
                ("version", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("shipped_at", models.DateTimeField(null=True)),
                (
                    "manifest",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shipments",
                        to="shipping.manifest",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Parcel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("carton_id", models.UUIDField()),
                ("carton_no", models.PositiveIntegerField()),
                ("weight_grams", models.PositiveIntegerField()),
                ("length_mm", models.PositiveIntegerField(default=0)),
                ("width_mm", models.PositiveIntegerField(default=0)),
                ("height_mm", models.PositiveIntegerField(default=0)),
                ("tracking_number", models.CharField(default="", max_length=40)),
                ("zpl", models.TextField(default="")),
                ("voided_at", models.DateTimeField(null=True)),
                (
                    "shipment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parcels",
                        to="shipping.shipment",
                    ),
                ),
            ],
            options={
                "ordering": ["carton_no"],
            },
        ),
        migrations.CreateModel(
            name="ShippingOutbox",
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
                        name="shippingoutbox_held",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="shipment",
            index=models.Index(fields=["client_id", "-id"], name="shipment_of_client"),
        ),
        migrations.AddIndex(
            model_name="shipment",
            index=models.Index(fields=["client_id", "status", "-id"], name="shipment_by_status"),
        ),
        migrations.AddConstraint(
            model_name="shipment",
            constraint=models.UniqueConstraint(
                fields=("shipment_id",), name="shipment_is_known_by_its_shipment_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="shipment",
            constraint=models.UniqueConstraint(
                fields=("order_id", "round_no"), name="order_has_one_shipment_per_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="shipment",
            constraint=models.UniqueConstraint(
                fields=("number",), name="shipment_number_is_given_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="shipment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["created", "labelled", "manifested", "shipped", "voided"])
                ),
                name="shipment_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="shipment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("manifest__isnull", False), ("status__in", ("manifested", "shipped"))
                    ),
                    models.Q(
                        models.Q(("status__in", ("manifested", "shipped")), _negated=True),
                        ("manifest", None),
                    ),
                    _connector="OR",
                ),
                name="manifested_shipment_stands_on_a_manifest",
            ),
        ),
        migrations.AddConstraint(
            model_name="shipment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("carrier", ""),
                    ("status__in", ("labelled", "manifested", "shipped")),
                    _negated=True,
                ),
                name="labelled_shipment_has_a_carrier",
            ),
        ),
        migrations.AddConstraint(
            model_name="shipment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("shipped_at__isnull", False), ("status", "shipped")),
                    models.Q(models.Q(("status", "shipped"), _negated=True), ("shipped_at", None)),
                    _connector="OR",
                ),
                name="shipped_shipment_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="shipment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at", None),
                    models.Q(("status", "shipped"), _negated=True),
                    _connector="OR",
                ),
                name="withdrawn_label_never_leaves",
            ),
        ),
        migrations.AddConstraint(
            model_name="parcel",
            constraint=models.UniqueConstraint(
                fields=("shipment", "carton_no"), name="carton_stands_once_in_a_shipment"
            ),
        ),
        migrations.AddConstraint(
            model_name="parcel",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("voided_at", None), models.Q(("tracking_number", ""), _negated=True)
                ),
                fields=("carton_id",),
                name="carton_has_one_live_tracking_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="parcel",
            constraint=models.UniqueConstraint(
                condition=models.Q(("tracking_number", ""), _negated=True),
                fields=("tracking_number",),
                name="tracking_number_is_on_one_carton",
            ),
        ),
        migrations.AddConstraint(
            model_name="parcel",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight_grams__gt", 0)), name="parcel_weighs_at_least_one_gram"
            ),
        ),
        migrations.AddConstraint(
            model_name="parcel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("tracking_number", ""), ("zpl", "")),
                    models.Q(
                        models.Q(("tracking_number", ""), _negated=True),
                        models.Q(("zpl", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="tracking_number_comes_with_its_label",
            ),
        ),
        migrations.RunSQL(FREEZE, THAW),
    ]
