from django.db import migrations
from wms.platform.schemas import MoveToSchema


class Migration(migrations.Migration):
    dependencies = [("fulfillment", "0005_an_exception_may_be_snoozed_and_a_saga_restarted")]

    operations = [
        MoveToSchema(
            "fulfillment",
            {
                "OperationalException": "exceptions",
                "FulfillmentInbox": "inbox",
                "Restart": "restarts",
                "VerificationRun": "verification_runs",
            },
        ),
    ]
