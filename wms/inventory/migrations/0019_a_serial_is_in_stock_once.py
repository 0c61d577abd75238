"""The database refuses a serial that would be in stock twice."""

from django.db import migrations, models

# What contradicts itself before is named: it is put right by an adjustment, then this runs again.
FILL = """
DO $$
DECLARE
    twice text;
BEGIN
    SELECT string_agg(sku.code || ' ' || goods.lot, ', ')
    INTO twice
    FROM (
        SELECT unit.sku_id, unit.lot
        FROM inventory_stockunit AS unit
        JOIN inventory_sku AS sku ON sku.id = unit.sku_id
        WHERE sku.tracking = 'serial' AND unit.lot <> '' AND unit.on_hand > 0
        GROUP BY unit.sku_id, unit.lot
        HAVING sum(unit.on_hand) > 1
        LIMIT 10
    ) AS goods
    JOIN inventory_sku AS sku ON sku.id = goods.sku_id;
    IF twice IS NOT NULL THEN
        RAISE EXCEPTION 'serials in stock more than once: %', twice
            USING HINT = 'Book what is not there as lost, then migrate again.';
    END IF;
END
$$;
UPDATE inventory_stockunit AS unit
SET is_serial = true
FROM inventory_sku AS sku
WHERE sku.id = unit.sku_id AND sku.tracking = 'serial' AND unit.lot <> '';
"""

# Looked at when the transaction ends: goods go and come in either order, and the code that moves
# them has had its say in words of its own by then.
ONCE = """
ALTER TABLE inventory_stockunit ADD CONSTRAINT stock_unit_serial_is_in_stock_once
    EXCLUDE USING btree (sku_id WITH =, lot WITH =) WHERE (is_serial AND on_hand > 0)
    DEFERRABLE INITIALLY DEFERRED;

CREATE FUNCTION inventory_serial_is_one_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM inventory_stockunit WHERE id = NEW.id AND is_serial AND on_hand > 1
    ) THEN
        RAISE EXCEPTION 'stock unit % violates "stock_unit_serial_is_one_unit"', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_unit_serial_is_one_unit';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER stock_unit_serial_is_one_unit
    AFTER INSERT OR UPDATE OF on_hand, is_serial, lot, sku_id ON inventory_stockunit
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.is_serial AND NEW.on_hand > 1)
    EXECUTE FUNCTION inventory_serial_is_one_unit();
"""

# The flag follows from the SKU and the lot, whoever writes and whatever they write. How a SKU is
# tracked is changed by hand at most, and by nobody while stock units are made.
FLAG = """
CREATE FUNCTION inventory_unit_knows_its_serial() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.is_serial := NEW.lot <> '' AND EXISTS (
        SELECT FROM inventory_sku WHERE id = NEW.sku_id AND tracking = 'serial'
    );
    RETURN NEW;
END
$$;
CREATE TRIGGER stock_unit_knows_its_serial
    BEFORE INSERT ON inventory_stockunit
    FOR EACH ROW WHEN (NEW.lot <> '' OR NEW.is_serial)
    EXECUTE FUNCTION inventory_unit_knows_its_serial();
CREATE TRIGGER stock_unit_still_knows_its_serial
    BEFORE UPDATE OF sku_id, lot, is_serial ON inventory_stockunit
    FOR EACH ROW EXECUTE FUNCTION inventory_unit_knows_its_serial();

CREATE FUNCTION inventory_units_follow_tracking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    LOCK TABLE inventory_stockunit IN SHARE ROW EXCLUSIVE MODE;
    UPDATE inventory_stockunit SET is_serial = is_serial WHERE sku_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER stock_units_follow_tracking
    AFTER UPDATE OF tracking ON inventory_sku
    FOR EACH ROW WHEN (OLD.tracking <> NEW.tracking)
    EXECUTE FUNCTION inventory_units_follow_tracking();
"""


class Migration(migrations.Migration):
    dependencies = [("inventory", "0018_places_know_why_they_are_blocked")]

    operations = [
        migrations.AddField(
            model_name="stockunit",
            name="is_serial",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.RunSQL(FILL),
        migrations.RunSQL(FLAG),
        migrations.RunSQL(ONCE),
    ]
