from django.db import migrations

# What was registered, valued and received before there were facts of it: reports are made of facts.
# Where there are some, nothing is said again.
_SAID = (
    "(SELECT FROM inventory.outbox WHERE event_type = 'wms.inventory.{0}'"
    " UNION ALL SELECT FROM inventory.event_log WHERE event_type = 'wms.inventory.{0}')"
)
FACTS = """
INSERT INTO inventory.outbox (event_id, event_type, partition_key, subject, sequence, data,
    occurred_at, traceparent, actor)
SELECT gen_random_uuid(), 'wms.inventory.sku-registered', id, id, 1, jsonb_build_object(
    'sku_id', id, 'client_id', client_id, 'code', code, 'description', description,
    'base_unit', base_unit, 'weight_grams', weight_grams, 'length_mm', length_mm,
    'width_mm', width_mm, 'height_mm', height_mm, 'tracking', tracking)::text,
    now(), '', 'system:migration'
FROM inventory.skus WHERE NOT EXISTS %(registered)s ORDER BY id;

INSERT INTO inventory.outbox (event_id, event_type, partition_key, subject, sequence, data,
    occurred_at, traceparent, actor)
SELECT gen_random_uuid(), 'wms.inventory.sku-valued', id, id,
    1 + (SELECT count(*) FROM inventory.sku_value_changes AS change WHERE change.sku_id = sku.id),
    jsonb_build_object('sku_id', id, 'client_id', client_id, 'code', code, 'value',
        jsonb_build_object('amount', trim_scale(value_amount)::text, 'currency', value_currency)
    )::text, now(), '', 'system:migration'
FROM inventory.skus AS sku WHERE value_amount IS NOT NULL AND NOT EXISTS %(valued)s ORDER BY id;

INSERT INTO inventory.outbox (event_id, event_type, partition_key, subject, sequence, data,
    occurred_at, traceparent, actor)
SELECT gen_random_uuid(), 'wms.inventory.movements-booked', id, id, 1, jsonb_build_object(
    'booking_id', id, 'client_id', client_id, 'warehouse_id', warehouse_id, 'order_id', NULL,
    'reference', 'opening', 'lines', lines)::text, now(), '', 'system:migration'
FROM (
    SELECT gen_random_uuid() AS id, client_id, warehouse_id, jsonb_agg(jsonb_build_object(
        'sku', code, 'lot', lot, 'expires_on', expires_on, 'quantity', on_hand,
        'cause', 'opening', 'reason', '', 'from_status', NULL, 'to_status', status)) AS lines
    FROM (
        SELECT sku.client_id, balance.warehouse_id, sku.code, unit.lot, unit.expires_on,
            unit.on_hand, unit.status, row_number() OVER (
                PARTITION BY sku.client_id, balance.warehouse_id ORDER BY unit.id) / 500 AS page
        FROM inventory.stock_units AS unit
        JOIN inventory.skus AS sku ON sku.id = unit.sku_id
        JOIN inventory.stock_balances AS balance ON balance.id = unit.balance_id
        WHERE unit.on_hand > 0 AND NOT EXISTS %(booked)s
    ) AS held GROUP BY client_id, warehouse_id, page
) AS opening;
""" % {
    "registered": _SAID.format("sku-registered"),
    "valued": _SAID.format("sku-valued"),
    "booked": _SAID.format("movements-booked"),
}


class Migration(migrations.Migration):
    dependencies = [("inventory", "0031_words_of_the_trade")]

    operations = [migrations.RunSQL(FACTS, migrations.RunSQL.noop)]
