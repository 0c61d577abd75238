"""The nightly verification of the stock: it is kept, and is an exception if it is not clean."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from pydantic import TypeAdapter

from wms.fulfillment.exceptions.commands.clear_exception import clear_exception
from wms.fulfillment.exceptions.contracts.exceptions import ClearException
from wms.fulfillment.exceptions.models import OperationalException
from wms.fulfillment.verification.commands.difference_exceptions import (
    KIND,
    by_client,
    raise_for_client,
)
from wms.fulfillment.verification.commands.verify_everything import verify_everything
from wms.fulfillment.verification.contracts import (
    RunVerification,
    Scan,
    VerifyEverything,
    WorkCheck,
)
from wms.fulfillment.verification.models import VerificationRun
from wms.inventory.contracts import StockCheck, StockDifference, StockVerification
from wms.kernel.actors import system_actor
from wms.platform.jobs.run import Job

BY = system_actor("verification")
MAX_KEPT = 20
EVERY_CHECK = tuple(check.value for check in (*StockCheck, *WorkCheck))
LIMIT = 1000
_DIFFERENCES = TypeAdapter(tuple[StockDifference, ...])


def run_verification(run: RunVerification) -> None:
    """Verify the whole stock, keep the result, and raise or clear an exception for each client.

    What is nobody's in particular, every client sees. A list that is full, or that lacks a check,
    does not say that all is well: a check or a client that fails is reported and left out.
    """
    with Job("run_verification") as job:
        found = verify_everything(VerifyEverything(limit=LIMIT), each=job.each)
        checked = _checked(job.failed)
        counts = Counter(difference.check for difference in found.differences)
        is_full = any(count >= LIMIT for count in counts.values())
        run_id = _keep(found, {check: counts[check] for check in checked}, run.now)
        clients = by_client(found.differences)
        job.each(
            clients.items(),
            lambda each: raise_for_client(run_id, *each),
            called=lambda each: f"client {each[0]}",
        )
        if checked == EVERY_CHECK and not is_full:
            job.each(_others(clients), _clear, called=lambda other: f"exception {other}")


def _checked(failed: Collection[str]) -> tuple[str, ...]:
    """Return the checks that were made; a scan is for several, and which is not said."""
    is_scanned = not any(scan.value in failed for scan in Scan)
    stock = tuple(check.value for check in StockCheck if check.value not in failed)
    return stock + (tuple(check.value for check in WorkCheck) if is_scanned else ())


def _others(clients: Collection[UUID]) -> list[UUID]:
    """Return the exceptions of clients whose numbers all agree."""
    rows = OperationalException.objects.open().filter(kind=KIND).exclude(client_id__in=clients)
    return list(rows.values_list("exception_id", flat=True))


def _clear(exception_id: UUID) -> None:
    clear_exception(
        ClearException(exception_id=exception_id, actor=BY, note="all numbers agree again")
    )


def _keep(found: StockVerification, counts: dict[str, int], started_at: datetime) -> UUID:
    row = VerificationRun(
        started_at=started_at,
        ended_at=max(started_at, timezone.now()),
        units=found.units,
        balances=found.balances,
        movements=found.movements,
        differences=len(found.differences),
        counts=counts,
        first=_DIFFERENCES.dump_python(found.differences[:MAX_KEPT], mode="json"),
    )
    row.save(force_insert=True)
    return row.id
