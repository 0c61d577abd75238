"""A person is an id and no name; what one books alone is counted; who says a value is kept."""

import django.db.models.deletion
import django.utils.timezone
import wms.platform.ids
from django.db import migrations, models


# Who said what goods are worth stays as it was written: no statement changes or removes it.
VALUES_ARE_APPEND_ONLY = """
CREATE FUNCTION inventory_value_changes_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'changes of values are append-only: % refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER sku_value_change_is_never_changed_or_deleted
    BEFORE UPDATE OR DELETE ON inventory_skuvaluechange
    FOR EACH ROW EXECUTE FUNCTION inventory_value_changes_are_append_only();
"""
VALUES_ARE_A_TABLE = """
DROP TRIGGER sku_value_change_is_never_changed_or_deleted ON inventory_skuvaluechange;
DROP FUNCTION inventory_value_changes_are_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0023_tasks_are_opened_again"),
    ]

    operations = [
        migrations.CreateModel(
            name="BookedAlone",
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
                ("client_id", models.UUIDField()),
                ("actor_id", models.CharField(max_length=64)),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("receipt", "receipt"),
                            ("pick", "pick"),
                            ("short_pick", "short pick"),
                            ("shipment", "shipment"),
                            ("adjustment", "adjustment"),
                            ("transfer", "transfer"),
                            ("put_away", "put away"),
                            ("replenishment", "replenishment"),
                            ("return", "return"),
                            ("count", "count"),
                            ("status_change", "status change"),
                            ("expiry", "expiry"),
                            ("opening", "opening"),
                        ],
                        max_length=32,
                    ),
                ),
                ("reference", models.CharField(max_length=64)),
                ("units", models.BigIntegerField()),
                ("worth", models.JSONField(default=dict)),
                ("booked_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "booked alone",
                "verbose_name_plural": "booked alone",
            },
        ),
        migrations.CreateModel(
            name="SkuValueChange",
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
                ("client_id", models.UUIDField()),
                ("before_amount", models.DecimalField(decimal_places=4, max_digits=16, null=True)),
                ("before_currency", models.CharField(blank=True, default="", max_length=3)),
                ("amount", models.DecimalField(decimal_places=4, max_digits=16, null=True)),
                ("currency", models.CharField(blank=True, default="", max_length=3)),
                ("actor", models.CharField(max_length=200)),
                ("actor_id", models.CharField(max_length=64)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="adjustment",
            name="adjustment_is_decided_by_a_second_person",
        ),
        migrations.RemoveConstraint(
            model_name="cyclecount",
            name="cycle_count_is_not_counted_again_by_the_same_worker",
        ),
        migrations.AddField(
            model_name="adjustment",
            name="actor_id",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="decided_by_id",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="cyclecount",
            name="counted_by_id",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="cyclecount",
            name="worker_id",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_by_id", ""),
                        models.Q(("decided_by", models.F("actor")), _negated=True),
                    ),
                    models.Q(
                        models.Q(("decided_by_id", ""), _negated=True),
                        models.Q(("decided_by_id", models.F("actor_id")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="adjustment_is_decided_by_a_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="cyclecount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "in_progress"), _negated=True),
                    models.Q(
                        ("counted_by_id", ""),
                        models.Q(("worker", models.F("counted_by")), _negated=True),
                    ),
                    models.Q(
                        models.Q(("counted_by_id", ""), _negated=True),
                        models.Q(("worker_id", models.F("counted_by_id")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="cycle_count_is_not_counted_again_by_the_same_worker",
            ),
        ),
        migrations.AddIndex(
            model_name="bookedalone",
            index=models.Index(
                fields=["actor_id", "booked_at"], name="booked_alone_by_whom_and_when"
            ),
        ),
        migrations.AddConstraint(
            model_name="bookedalone",
            constraint=models.CheckConstraint(
                condition=models.Q(("units__gt", 0)), name="booked_alone_is_of_some_units"
            ),
        ),
        migrations.AddConstraint(
            model_name="bookedalone",
            constraint=models.CheckConstraint(
                condition=models.Q(("actor_id", ""), _negated=True), name="booked_alone_by_somebody"
            ),
        ),
        migrations.AddField(
            model_name="skuvaluechange",
            name="sku",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="value_changes",
                to="inventory.sku",
            ),
        ),
        migrations.AddIndex(
            model_name="skuvaluechange",
            index=models.Index(fields=["client_id", "-id"], name="sku_value_change_by_client"),
        ),
        migrations.AddIndex(
            model_name="skuvaluechange",
            index=models.Index(fields=["sku", "changed_at"], name="sku_value_change_by_sku"),
        ),
        migrations.AddConstraint(
            model_name="skuvaluechange",
            constraint=models.CheckConstraint(
                condition=models.Q(("actor_id", ""), _negated=True),
                name="sku_value_is_changed_by_somebody",
            ),
        ),
        migrations.RunSQL(VALUES_ARE_APPEND_ONLY, VALUES_ARE_A_TABLE),
    ]
