"""The ledger stands in months, with its keys beside it; balances get a history."""

import django.db.models.deletion
import django.utils.timezone
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from wms.platform.partition_sql import copy_statement_triggers
from wms.platform.partitions import CreatePartitionedModel

# Row by row, in the transaction of the migration: either all of it is in its months, or nothing
# has changed. Whoever writes the ledger meanwhile waits.
LEDGER_IN_MONTHS = """
LOCK TABLE inventory_stockmovement IN ACCESS EXCLUSIVE MODE;
ALTER TABLE inventory_stockmovement RENAME TO inventory_stockmovement_whole;
CREATE TABLE inventory_stockmovement (
    LIKE inventory_stockmovement_whole INCLUDING DEFAULTS INCLUDING CONSTRAINTS
) PARTITION BY RANGE (occurred_at);
CREATE TABLE inventory_stockmovement_default PARTITION OF inventory_stockmovement DEFAULT;

DO $$
DECLARE
    month timestamp := (
        SELECT date_trunc('month', least(min(occurred_at), now()) AT TIME ZONE 'UTC')
        FROM inventory_stockmovement_whole
    );
BEGIN
    WHILE month < (now() AT TIME ZONE 'UTC') + interval '3 months' LOOP
        EXECUTE format(
            'CREATE TABLE inventory_stockmovement_%s PARTITION OF inventory_stockmovement'
            ' FOR VALUES FROM (%L) TO (%L)',
            to_char(month, 'YYYY_MM'), month AT TIME ZONE 'UTC',
            (month + interval '1 month') AT TIME ZONE 'UTC'
        );
        month := month + interval '1 month';
    END LOOP;
END
$$;

INSERT INTO inventory_stockmovement SELECT * FROM inventory_stockmovement_whole;
INSERT INTO inventory_movementkey (key, movement_id, occurred_at)
    SELECT idempotency_key, id, occurred_at FROM inventory_stockmovement_whole
    ORDER BY idempotency_key;

DO $$
BEGIN
    IF (SELECT count(*) FROM inventory_stockmovement)
        <> (SELECT count(*) FROM inventory_stockmovement_whole)
    THEN
        RAISE EXCEPTION 'not every movement found its month';
    END IF;
END
$$;
DROP TABLE inventory_stockmovement_whole;

ALTER TABLE inventory_stockmovement
    ADD PRIMARY KEY (id, occurred_at),
    ADD CONSTRAINT stock_movement_is_of_a_known_sku FOREIGN KEY (sku_id)
        REFERENCES inventory_sku DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT stock_movement_comes_from_a_known_unit FOREIGN KEY (from_unit_id)
        REFERENCES inventory_stockunit DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT stock_movement_goes_to_a_known_unit FOREIGN KEY (to_unit_id)
        REFERENCES inventory_stockunit DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT stock_movement_comes_from_a_known_location FOREIGN KEY (from_location_id)
        REFERENCES inventory_location DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT stock_movement_goes_to_a_known_location FOREIGN KEY (to_location_id)
        REFERENCES inventory_location DEFERRABLE INITIALLY DEFERRED;
"""

# A movement and its key are one: the key comes with the movement, whoever writes it.
GUARDS = """
CREATE OR REPLACE FUNCTION inventory_ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % of % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE FUNCTION inventory_ledger_keeps_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO inventory_movementkey (key, movement_id, occurred_at)
        SELECT idempotency_key, id, occurred_at FROM booked ORDER BY idempotency_key;
    RETURN NULL;
END
$$;
ALTER TABLE inventory_movementkey
    RENAME CONSTRAINT inventory_movementkey_pkey TO stock_movement_is_booked_once;

CREATE TRIGGER stock_movement_is_never_changed_or_deleted
    BEFORE UPDATE OR DELETE ON inventory_stockmovement
    FOR EACH ROW EXECUTE FUNCTION inventory_ledger_is_append_only();
CREATE TRIGGER stock_movements_are_never_truncated
    BEFORE TRUNCATE ON inventory_stockmovement
    FOR EACH STATEMENT EXECUTE FUNCTION inventory_ledger_is_append_only();
CREATE TRIGGER stock_movement_has_its_key
    AFTER INSERT ON inventory_stockmovement REFERENCING NEW TABLE AS booked
    FOR EACH STATEMENT EXECUTE FUNCTION inventory_ledger_keeps_keys();

CREATE TRIGGER movement_key_is_never_changed_or_deleted
    BEFORE UPDATE OR DELETE ON inventory_movementkey
    FOR EACH ROW EXECUTE FUNCTION inventory_ledger_is_append_only();
CREATE TRIGGER movement_keys_are_never_truncated
    BEFORE TRUNCATE ON inventory_movementkey
    FOR EACH STATEMENT EXECUTE FUNCTION inventory_ledger_is_append_only();

CREATE TRIGGER balance_history_is_never_changed_or_deleted
    BEFORE UPDATE OR DELETE ON inventory_balancehistory
    FOR EACH ROW EXECUTE FUNCTION inventory_ledger_is_append_only();
CREATE TRIGGER balance_histories_are_never_truncated
    BEFORE TRUNCATE ON inventory_balancehistory
    FOR EACH STATEMENT EXECUTE FUNCTION inventory_ledger_is_append_only();
"""

# What balances were before nobody wrote down: their history begins with what they are.
HISTORY_BEGINS = """
WITH changed AS (
    UPDATE inventory_stockbalance SET changed_at = clock_timestamp()
    WHERE usable <> 0 OR reserved <> 0 OR allocated <> 0
    RETURNING *
)
INSERT INTO inventory_balancehistory (balance_id, at, usable, reserved, allocated)
    SELECT id, changed_at, usable, reserved, allocated FROM changed;
"""


def guard_partitions(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give the partitions the guards that PostgreSQL does not copy."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhparent::regclass::text, inhrelid::regclass::text FROM pg_inherits"
            " WHERE inhparent IN ('inventory_stockmovement'::regclass,"
            " 'inventory_balancehistory'::regclass)"
        )
        for table, partition in cursor.fetchall():
            copy_statement_triggers(cursor, table, partition)


class Migration(migrations.Migration):
    dependencies = [("inventory", "0003_waiting_stands_in_a_queue")]

    operations = [
        migrations.CreateModel(
            name="MovementKey",
            fields=[
                ("key", models.CharField(max_length=96, primary_key=True, serialize=False)),
                ("movement_id", models.UUIDField()),
                ("occurred_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="LedgerClosing",
            fields=[
                ("month", models.DateField(primary_key=True, serialize=False)),
                ("closed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("movements", models.BigIntegerField()),
                ("opening_lines", models.BigIntegerField()),
                ("table", models.CharField(max_length=63)),
                ("actor", models.CharField(max_length=200)),
            ],
        ),
        CreatePartitionedModel(
            name="BalanceHistory",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "balance_id",
                        "at",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("usable", models.BigIntegerField()),
                ("reserved", models.BigIntegerField()),
                ("allocated", models.BigIntegerField()),
                (
                    "balance",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="history",
                        to="inventory.stockbalance",
                    ),
                ),
            ],
            partition_by="at",
        ),
        migrations.AddField(
            model_name="stockbalance",
            name="changed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(HISTORY_BEGINS),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(LEDGER_IN_MONTHS)],
            state_operations=[
                migrations.RemoveConstraint(
                    model_name="stockmovement", name="stock_movement_is_booked_once"
                ),
                migrations.RemoveIndex(model_name="stockmovement", name="stock_movement_by_client"),
                migrations.RemoveIndex(model_name="stockmovement", name="stock_movement_by_sku"),
                migrations.RemoveIndex(model_name="stockmovement", name="stock_movement_by_order"),
                migrations.AlterField(
                    model_name="stockmovement",
                    name="from_unit",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outgoing",
                        to="inventory.stockunit",
                    ),
                ),
                migrations.AlterField(
                    model_name="stockmovement",
                    name="to_unit",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incoming",
                        to="inventory.stockunit",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="stockmovement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "cause__in",
                        [
                            "receipt",
                            "pick",
                            "short_pick",
                            "shipment",
                            "adjustment",
                            "transfer",
                            "put_away",
                            "replenishment",
                            "return",
                            "count",
                            "status_change",
                            "expiry",
                            "opening",
                        ],
                    )
                ),
                name="stock_movement_has_a_known_cause",
            ),
        ),
        migrations.AddIndex(
            model_name="stockmovement",
            index=models.Index(
                fields=["client_id", "occurred_at", "id"],
                name="stock_movement_by_client",
            ),
        ),
        migrations.AddIndex(
            model_name="stockmovement",
            index=models.Index(
                fields=["client_id", "cause", "occurred_at", "id"],
                name="stock_movement_by_cause",
            ),
        ),
        migrations.AddIndex(
            model_name="stockmovement",
            index=models.Index(
                fields=["sku", "occurred_at", "id"],
                name="stock_movement_by_sku",
            ),
        ),
        migrations.AddIndex(
            model_name="stockmovement",
            index=models.Index(
                fields=["from_location", "occurred_at", "id"],
                name="stock_movement_by_source",
            ),
        ),
        migrations.AddIndex(
            model_name="stockmovement",
            index=models.Index(
                fields=["to_location", "occurred_at", "id"],
                name="stock_movement_by_target",
            ),
        ),
        migrations.AddIndex(
            model_name="stockmovement",
            index=models.Index(
                condition=models.Q(("from_unit__isnull", False)),
                fields=["from_unit", "occurred_at"],
                name="stock_movement_from_unit",
            ),
        ),
        migrations.AddIndex(
            model_name="stockmovement",
            index=models.Index(
                condition=models.Q(("to_unit__isnull", False)),
                fields=["to_unit", "occurred_at"],
                name="stock_movement_to_unit",
            ),
        ),
        migrations.AddIndex(
            model_name="stockmovement",
            index=models.Index(
                condition=models.Q(("lot", ""), _negated=True),
                fields=["client_id", "lot", "occurred_at", "id"],
                name="stock_movement_by_lot",
            ),
        ),
        migrations.AddIndex(
            model_name="stockmovement",
            index=models.Index(
                condition=models.Q(("reference", ""), _negated=True),
                fields=["client_id", "reference", "occurred_at", "id"],
                name="stock_movement_by_reference",
            ),
        ),
        migrations.AddIndex(
            model_name="stockmovement",
            index=models.Index(
                condition=models.Q(("order_id__isnull", False)),
                fields=["order_id", "occurred_at", "id"],
                name="stock_movement_by_order",
            ),
        ),
        migrations.RemoveConstraint(model_name="location", name="location_is_of_a_known_kind"),
        migrations.AlterField(
            model_name="location",
            name="kind",
            field=models.CharField(
                choices=[
                    ("pick", "pick"),
                    ("reserve", "reserve"),
                    ("dock", "dock"),
                    ("staging", "staging"),
                    ("pack_station", "pack_station"),
                    ("quarantine", "quarantine"),
                    ("supplier", "supplier"),
                    ("customer", "customer"),
                    ("adjustment", "adjustment"),
                    ("opening", "opening"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="location",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "pick",
                            "reserve",
                            "dock",
                            "staging",
                            "pack_station",
                            "quarantine",
                            "supplier",
                            "customer",
                            "adjustment",
                            "opening",
                        ],
                    )
                ),
                name="location_is_of_a_known_kind",
            ),
        ),
        migrations.RunSQL(GUARDS),
        migrations.RunPython(guard_partitions),
    ]
