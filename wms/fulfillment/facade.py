"""What the rest of the system may ask of fulfillment."""

from wms.fulfillment.services.report_troubles import report_troubles
from wms.fulfillment.services.run_verification import run_verification
from wms.fulfillment.services.verify_changes import verify_changes
from wms.fulfillment.services.watch_runs import watch_runs

__all__ = [
    "report_troubles",
    "run_verification",
    "verify_changes",
    "watch_runs",
]
