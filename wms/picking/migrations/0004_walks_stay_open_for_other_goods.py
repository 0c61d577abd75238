from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("picking", "0003_walks_follow_their_places"),
    ]

    operations = [
        migrations.AddField(
            model_name="picktaskline",
            name="sought_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="picktaskline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sought_until__isnull", True), ("status", "short"), _connector="OR"
                ),
                name="other_goods_are_sought_for_short_stops",
            ),
        ),
    ]
