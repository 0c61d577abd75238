"""Jobs that beat starts."""

from celery import shared_task
from django.utils import timezone

from wms.platform.rest.idempotency import purge_receipts


@shared_task(name="purge_receipts", ignore_result=True)
def purge_old_receipts() -> None:
    """Forget the answers that nobody may ask for any more."""
    purge_receipts(now=timezone.now())
