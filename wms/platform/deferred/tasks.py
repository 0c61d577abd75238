"""The job that beat starts."""

from celery import shared_task

from wms.platform.deferred.run import run_deferred


@shared_task(name="run_deferred", ignore_result=True)
def run_deferred_commands() -> None:
    """Carry out what requests have put off."""
    run_deferred()
