"""Open stops are found without looking at those of long ago."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("picking", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="picktaskline",
            index=models.Index(
                condition=models.Q(("status", "open")), fields=["id"], name="open_stop_by_id"
            ),
        ),
    ]
