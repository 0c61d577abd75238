"""What the rest of the system may ask of fulfillment."""

from wms.fulfillment.exceptions.commands.report_troubles import report_troubles
from wms.fulfillment.saga.commands.watch_runs import watch_runs
from wms.fulfillment.verification.commands.run_verification import run_verification
from wms.fulfillment.verification.commands.verify_changes import verify_changes

__all__ = [
    "report_troubles",
    "run_verification",
    "verify_changes",
    "watch_runs",
]
