"""The verification of every few minutes: of the SKUs that changed, and of their totals only."""

from wms.fulfillment.verification.commands.difference_exceptions import by_client, raise_for_client
from wms.fulfillment.verification.contracts import VerifyChanges
from wms.inventory import facade as inventory
from wms.inventory.contracts import NoteVerified, VerifyChangedStock
from wms.platform.ids import new_id
from wms.platform.jobs.run import Job

LIMIT = 100


def verify_changes(run: VerifyChanges) -> None:
    """Compare the totals of what changed since the last run, and raise an exception if they lie.

    What was compared is remembered last: a run that dies, or could not raise an exception, is done
    again. Nothing is cleared here; that takes a clean run over the whole stock.
    """
    del run
    found = inventory.verify_changed(VerifyChangedStock(limit=LIMIT))
    run_id = new_id()
    with Job("verify_changes") as job:
        job.each(
            by_client(found.differences).items(),
            lambda each: raise_for_client(run_id, *each),
            called=lambda each: f"client {each[0]}",
        )
    if not job.failed:
        inventory.note_verified(NoteVerified(up_to=found.up_to))
