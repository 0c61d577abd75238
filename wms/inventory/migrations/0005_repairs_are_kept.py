"""Numbers that were repaired are kept; an order is known by its number; what is open is found fast."""

import django.utils.timezone
from django.db import migrations, models

import wms.platform.ids

# What a repair changed stays as it was written: no statement changes or removes it.
REPAIRS_ARE_APPEND_ONLY = """
CREATE FUNCTION inventory_repairs_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'repairs are append-only: % refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER repaired_number_is_never_changed_or_deleted
    BEFORE UPDATE OR DELETE ON inventory_repairednumber
    FOR EACH ROW EXECUTE FUNCTION inventory_repairs_are_append_only();
"""
REPAIRS_ARE_A_TABLE = """
DROP TRIGGER repaired_number_is_never_changed_or_deleted ON inventory_repairednumber;
DROP FUNCTION inventory_repairs_are_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0004_ledger_and_balances_by_month"),
    ]

    operations = [
        migrations.CreateModel(
            name="RepairedNumber",
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
                    "repaired_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="repaired"
                    ),
                ),
                ("client_id", models.UUIDField()),
                ("warehouse_id", models.UUIDField()),
                (
                    "found_by",
                    models.CharField(
                        choices=[
                            ("ledger", "ledger"),
                            ("unit_claims", "unit claims"),
                            ("usable", "usable"),
                            ("reserved", "reserved"),
                            ("allocated", "allocated"),
                            ("line_claims", "line claims"),
                            ("closed_rounds", "closed rounds"),
                            ("queue", "queue"),
                            ("staged", "staged"),
                            ("places", "places"),
                        ],
                        max_length=16,
                        verbose_name="check",
                    ),
                ),
                ("row_id", models.UUIDField()),
                ("subject", models.CharField(max_length=200)),
                ("what", models.CharField(max_length=16)),
                ("was", models.BigIntegerField()),
                ("now", models.BigIntegerField(verbose_name="is")),
                ("actor", models.CharField(max_length=200)),
                ("reason", models.CharField(max_length=200)),
            ],
            options={
                "verbose_name": "repaired number",
                "indexes": [models.Index(fields=["client_id", "-id"], name="repair_by_client")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("was", models.F("now")), _negated=True),
                        name="repair_changes_a_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="repair_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.RunSQL(REPAIRS_ARE_APPEND_ONLY, REPAIRS_ARE_A_TABLE),
        migrations.AddField(
            model_name="reservation",
            name="order_number",
            field=models.CharField(blank=True, db_default="", default="", max_length=32),
        ),
        migrations.AddIndex(
            model_name="reservation",
            index=models.Index(
                condition=models.Q(("status__in", ["waiting", "active"])),
                fields=["id"],
                name="reservation_open_by_id",
            ),
        ),
        migrations.AddIndex(
            model_name="allocation",
            index=models.Index(
                condition=models.Q(("status", "picked")),
                fields=["staged_unit"],
                name="allocation_staged_by_unit",
            ),
        ),
        migrations.AddIndex(
            model_name="allocation",
            index=models.Index(
                condition=models.Q(("status__in", ["open", "picked"])),
                fields=["id"],
                name="allocation_unfinished_by_id",
            ),
        ),
    ]
