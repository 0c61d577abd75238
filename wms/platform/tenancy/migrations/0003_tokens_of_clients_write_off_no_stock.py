"""What stock keepers and clients may write is told apart, also for tokens that were made before."""

from django.db import migrations

# Who wrote stock told of goods, too; what integrators were given for that wrote stock off.
TELL_APART = """
UPDATE tenancy_apitoken
SET scopes = scopes || ARRAY['catalogue:write', 'inbound:write']::varchar[]
WHERE 'inventory:write' = ANY(scopes);
UPDATE tenancy_apitoken SET scopes = array_remove(scopes, 'inventory:write')
WHERE role = 'integrator';
"""
PUT_TOGETHER = """
UPDATE tenancy_apitoken SET scopes = array_append(scopes, 'inventory:write')
WHERE 'inbound:write' = ANY(scopes) AND NOT 'inventory:write' = ANY(scopes);
UPDATE tenancy_apitoken
SET scopes = array_remove(array_remove(scopes, 'catalogue:write'), 'inbound:write');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0002_tokens_have_owners"),
    ]

    operations = [migrations.RunSQL(TELL_APART, PUT_TOGETHER)]
