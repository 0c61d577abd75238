"""The ledger checks its ends once per statement, and holds no other table when a month leaves."""

import django.db.models.deletion
from django.db import migrations, models

# Planned for the many lines of a wave as for the one of a scan: by the indexes, in any case.
ENDS_ARE_KNOWN = """
CREATE OR REPLACE FUNCTION inventory_ledger_keeps_keys() RETURNS trigger LANGUAGE plpgsql
    SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
DECLARE
    fault text;
BEGIN
    SELECT CASE
        WHEN sku.id IS NULL THEN 'stock_movement_is_of_a_known_sku'
        WHEN source.id IS NULL THEN 'stock_movement_comes_from_a_known_location'
        WHEN target.id IS NULL THEN 'stock_movement_goes_to_a_known_location'
        WHEN booked.from_unit_id IS NOT NULL AND giver.id IS NULL
            THEN 'stock_movement_comes_from_a_known_unit'
        WHEN booked.to_unit_id IS NOT NULL AND taker.id IS NULL
            THEN 'stock_movement_goes_to_a_known_unit'
        WHEN giver.sku_id <> booked.sku_id OR taker.sku_id <> booked.sku_id
            THEN 'stock_movement_is_of_the_goods_of_its_units'
        WHEN giver.location_id <> booked.from_location_id
            OR taker.location_id <> booked.to_location_id
            THEN 'stock_movement_is_between_the_places_of_its_units'
    END
    INTO fault
    FROM booked
    LEFT JOIN inventory_sku AS sku ON sku.id = booked.sku_id
    LEFT JOIN inventory_location AS source ON source.id = booked.from_location_id
    LEFT JOIN inventory_location AS target ON target.id = booked.to_location_id
    LEFT JOIN inventory_stockunit AS giver ON giver.id = booked.from_unit_id
    LEFT JOIN inventory_stockunit AS taker ON taker.id = booked.to_unit_id
    WHERE sku.id IS NULL OR source.id IS NULL OR target.id IS NULL
        OR (booked.from_unit_id IS NOT NULL AND giver.id IS NULL)
        OR (booked.to_unit_id IS NOT NULL AND taker.id IS NULL)
        OR giver.sku_id <> booked.sku_id OR taker.sku_id <> booked.sku_id
        OR giver.location_id <> booked.from_location_id
        OR taker.location_id <> booked.to_location_id
    LIMIT 1;
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION 'a line of the ledger violates "%"', fault
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = fault;
    END IF;
    INSERT INTO inventory_movementkey (key, movement_id, occurred_at)
        SELECT idempotency_key, id, occurred_at FROM booked ORDER BY idempotency_key;
    RETURN NULL;
END
$$;

CREATE FUNCTION inventory_ledger_needs_its_ends() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_needed boolean;
BEGIN
    CASE TG_TABLE_NAME
    WHEN 'inventory_sku' THEN
        is_needed := EXISTS (SELECT FROM inventory_stockmovement WHERE sku_id = OLD.id);
    WHEN 'inventory_location' THEN
        is_needed := EXISTS (SELECT FROM inventory_stockmovement WHERE from_location_id = OLD.id)
            OR EXISTS (SELECT FROM inventory_stockmovement WHERE to_location_id = OLD.id);
    ELSE
        is_needed := EXISTS (SELECT FROM inventory_stockmovement WHERE from_unit_id = OLD.id)
            OR EXISTS (SELECT FROM inventory_stockmovement WHERE to_unit_id = OLD.id);
    END CASE;
    IF is_needed THEN
        RAISE EXCEPTION 'the ledger has lines of this row of %', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER sku_stays_while_the_ledger_has_it
    BEFORE DELETE OR UPDATE OF id ON inventory_sku
    FOR EACH ROW EXECUTE FUNCTION inventory_ledger_needs_its_ends();
CREATE TRIGGER location_stays_while_the_ledger_has_it
    BEFORE DELETE OR UPDATE OF id ON inventory_location
    FOR EACH ROW EXECUTE FUNCTION inventory_ledger_needs_its_ends();
CREATE TRIGGER stock_unit_stays_while_the_ledger_has_it
    BEFORE DELETE OR UPDATE OF id ON inventory_stockunit
    FOR EACH ROW EXECUTE FUNCTION inventory_ledger_needs_its_ends();
"""


def _without_constraint(to: str, related_name: str = "+", *, null: bool = False) -> models.Field:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        null=null,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to=to,
    )


class Migration(migrations.Migration):
    dependencies = [("inventory", "0014_tasks_are_found_by_where_they_lead")]

    operations = [
        migrations.AlterField(
            model_name="stockmovement", name="sku", field=_without_constraint("inventory.sku")
        ),
        migrations.AlterField(
            model_name="stockmovement",
            name="from_unit",
            field=_without_constraint("inventory.stockunit", "outgoing", null=True),
        ),
        migrations.AlterField(
            model_name="stockmovement",
            name="to_unit",
            field=_without_constraint("inventory.stockunit", "incoming", null=True),
        ),
        migrations.AlterField(
            model_name="stockmovement",
            name="from_location",
            field=_without_constraint("inventory.location"),
        ),
        migrations.AlterField(
            model_name="stockmovement",
            name="to_location",
            field=_without_constraint("inventory.location"),
        ),
        migrations.RunSQL(ENDS_ARE_KNOWN),
    ]
