"""The steps of the saga that can be taken back, for its page."""

from wms.fulfillment.saga.workflow.workflow import REVERSIBLE
from wms.platform.describe.contexts import summary_of
from wms.platform.describe.pages import EXTRA, table


def steps() -> str:
    """Return the steps in the order in which they are taken, each beside its undo."""
    rows = ((summary_of(each.do), f"`{each.name}`", summary_of(each.undo)) for each in REVERSIBLE)
    return table(("Step", "Undo", "What the undo does"), rows)


EXTRA["fulfillment"] = {"steps": steps}
