"""A workflow that reads a setting, which no workflow may."""

from django.conf import settings
from temporalio import workflow


@workflow.defn
class ImpureWorkflow:
    """Would behave differently when replayed elsewhere."""

    @workflow.run
    async def run(self) -> str:
        """Read a setting."""
        return str(settings.TEMPORAL_NAMESPACE)
