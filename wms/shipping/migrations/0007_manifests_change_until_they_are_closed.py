import django.utils.timezone
import wms.platform.current_actor
import wms.platform.ids
import wms.platform.numbers
from django.db import migrations, models


# Move tasks are called M-000001 too; what is printed on a list keeps its number.
DEFAULT = """
ALTER TABLE shipping.manifests ALTER number SET DEFAULT
    ('{prefix}-' || to_char(nextval('shipping.manifest_number'), 'FM9999999999000000'));
"""
# The statement that ends a manifest still sees it open.
FREEZE = """
CREATE OR REPLACE FUNCTION shipping.refuse_change_of_closed_manifest() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status {ended} THEN
        RAISE EXCEPTION '% manifest % is frozen', OLD.status, OLD.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_manifest_is_frozen';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("shipping", "0006_answers_are_kept_by_each_context"),
    ]

    operations = [
        migrations.CreateModel(
            name="ShippingHistoryRecord",
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
                ("subject_id", models.UUIDField(editable=False)),
                ("what", models.CharField(max_length=32)),
                ("values", models.JSONField(default=list)),
                ("reason", models.CharField(default="", max_length=200)),
                (
                    "actor",
                    models.CharField(
                        default=wms.platform.current_actor.current_actor, max_length=150
                    ),
                ),
                ("occurred_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "db_table": 'shipping"."history',
                "abstract": False,
            },
        ),
        migrations.RemoveConstraint(
            model_name="manifest",
            name="closed_manifest_says_when",
        ),
        migrations.RunSQL(
            DEFAULT.format(prefix="MF"),
            DEFAULT.format(prefix="M"),
            [
                migrations.AlterField(
                    model_name="manifest",
                    name="number",
                    field=models.CharField(
                        db_default=wms.platform.numbers.NextNumber(
                            "MF", "shipping.manifest_number"
                        ),
                        max_length=24,
                    ),
                )
            ],
        ),
        migrations.AlterField(
            model_name="manifest",
            name="status",
            field=models.CharField(
                choices=[("open", "open"), ("closed", "closed"), ("dissolved", "dissolved")],
                default="open",
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="manifest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("status", "open")),
                    models.Q(("closed_at__isnull", False), ("status__in", ("closed", "dissolved"))),
                    _connector="OR",
                ),
                name="closed_manifest_says_when",
            ),
        ),
        migrations.AddIndex(
            model_name="shippinghistoryrecord",
            index=models.Index(fields=["subject_id", "-id"], name="shipping_history_of_one"),
        ),
        # An older version knows ends of one kind only.
        migrations.RunSQL(
            migrations.RunSQL.noop,
            "UPDATE shipping.manifests SET status = 'closed' WHERE status = 'dissolved'",
        ),
        migrations.RunSQL(
            FREEZE.format(ended="IN ('closed', 'dissolved')"), FREEZE.format(ended="= 'closed'")
        ),
    ]
