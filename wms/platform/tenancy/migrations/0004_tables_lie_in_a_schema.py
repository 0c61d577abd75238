from django.db import migrations
from wms.platform.schemas import MoveToSchema


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0003_tokens_of_clients_write_off_no_stock")]

    operations = [
        MoveToSchema(
            "platform",
            {
                "Client": "clients",
                "Warehouse": "warehouses",
                "ApiToken": "api_tokens",
            },
        ),
    ]
