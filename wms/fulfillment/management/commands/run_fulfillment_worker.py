"""Run the sagas of orders."""

import asyncio
import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from temporalio.service import RPCError

from wms.fulfillment.saga.activities.facade_steps import FacadeSteps
from wms.fulfillment.saga.worker import TASK_QUEUE, Sizes, checked_worker
from wms.platform.database import become
from wms.platform.temporal.client import connect
from wms.platform.temporal.patience import until_reachable, went_away
from wms.platform.temporal.sdk_lines import log_what_the_sdk_says
from wms.platform.temporal.search_attributes import SearchAttributesMissing


class Command(BaseCommand):
    """One process runs many sagas; start more of them to run more."""

    # Those look at pages and addresses, which a worker has none of, and take longer than its start.
    requires_system_checks = ()
    help = (
        "Run the sagas of orders until SIGTERM or Ctrl-C, which let the steps in hand finish."
        " Example: manage.py run_fulfillment_worker"
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Work."""
        become("saga")
        log_what_the_sdk_says()
        try:
            asyncio.run(self._work())
        except SearchAttributesMissing as error:
            raise CommandError(str(error)) from error

    async def _work(self) -> None:
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        sizes = Sizes(
            steps=settings.SAGA_STEPS_AT_ONCE, carrier_calls=settings.CARRIER_CALLS_AT_ONCE
        )
        while (client := await until_reachable(connect, stop)) is not None:
            try:
                async with await checked_worker(client, FacadeSteps(), sizes):
                    self.stdout.write(f"saga worker on task queue {TASK_QUEUE}")
                    await stop.wait()
                    return
            except (RuntimeError, RPCError) as error:
                # Once it works it keeps asking by itself; only its first questions do not.
                if not went_away(error):
                    raise
