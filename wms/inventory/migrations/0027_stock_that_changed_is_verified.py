"""What changed lately is found by time: balances by their history, places by when they turned."""

import django.contrib.postgres.indexes
from django.db import migrations, models

# Whoever blocks or opens a place, by whatever statement: its totals are looked at.
TURNED = """
CREATE FUNCTION inventory_location_turned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.turned_at := clock_timestamp();
    RETURN NEW;
END
$$;
CREATE TRIGGER location_knows_when_it_turned
    BEFORE UPDATE OF is_blocked, kind ON inventory_location
    FOR EACH ROW WHEN ((OLD.is_blocked, OLD.kind) IS DISTINCT FROM (NEW.is_blocked, NEW.kind))
    EXECUTE FUNCTION inventory_location_turned();
"""
TURNED_NO_MORE = """
DROP TRIGGER location_knows_when_it_turned ON inventory_location;
DROP FUNCTION inventory_location_turned();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0026_a_place_is_known_by_any_spelling_of_its_code"),
    ]

    operations = [
        migrations.CreateModel(
            name="VerifiedUpTo",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("instant", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="stock_is_verified_up_to_one_instant"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="location",
            name="turned_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="location",
            index=models.Index(
                condition=models.Q(("turned_at__isnull", False)),
                fields=["turned_at"],
                name="location_by_when_it_turned",
            ),
        ),
        migrations.RunSQL(TURNED, TURNED_NO_MORE),
        migrations.AddIndex(
            model_name="balancehistory",
            index=django.contrib.postgres.indexes.BrinIndex(
                fields=["at"], name="balance_history_by_time"
            ),
        ),
    ]
