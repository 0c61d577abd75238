"""The commands of waving that a worker carries out later."""

from wms.platform.deferred.models import DeferredCommand
from wms.platform.tables import in_schema


class WavingDeferredCommand(DeferredCommand):
    """One row per command, written with its effect."""

    class Meta(DeferredCommand.Meta):
        db_table = in_schema("waves", "deferred_commands")
