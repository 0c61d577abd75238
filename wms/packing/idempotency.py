"""The requests with an Idempotency-Key that packing has carried out."""

from wms.platform.rest.models import KeptAnswer
from wms.platform.tables import in_schema


class PackingIdempotencyRecord(KeptAnswer):
    """One row per request, written with its effect."""

    class Meta(KeptAnswer.Meta):
        db_table = in_schema("packing", "idempotency_records")
