"""What Temporal's SDK says from threads of its own, as lines of our log."""

import logging
import re
from functools import cache

from django.conf import settings
from temporalio.runtime import LogForwardingConfig, LoggingConfig, Runtime, TelemetryConfig

from wms.platform.observability.repeats import WithoutRepeats

RETRIES = "temporalio_client::retry"
_STATUS = re.compile(r'code: (\w+), message: "((?:[^"\\]|\\.)*)"')
MOST_OF_AN_ERROR = 300


class OurWords(logging.Filter):
    """Lets every line through, and says those of the SDK as we say ours."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line if it is the SDK's."""
        said = record.__dict__.pop("temporal_log", None)
        if said is None:
            return True
        record.msg = said.message
        if said.target == RETRIES:
            # One line for all of the dozen calls that wait for work: they fail together.
            record.msg = "Temporal does not answer; it is asked again"
        record.__dict__["target"] = said.target
        record.__dict__["address"] = settings.TEMPORAL_ADDRESS
        if "error" in said.fields:
            record.__dict__["error"] = in_short(str(said.fields["error"]))
        return True


def in_short(error: str) -> str:
    """Return status and message of an error of the SDK, of which it shows every layer."""
    status = _STATUS.search(error)
    return ": ".join(status.groups()) if status else error[:MOST_OF_AN_ERROR]


logger = logging.getLogger(__name__)
logger.addFilter(OurWords())
logger.addFilter(WithoutRepeats())


@cache
def log_what_the_sdk_says() -> None:
    """Lead the SDK's lines, which go raw to standard output otherwise, into this process's log.

    To be called before the first client is made, and only in a process that ends with care
    (``ended_with_care``): a line that comes while the interpreter is taken down aborts it.
    """
    logging_config = LoggingConfig(
        filter=LoggingConfig.default.filter,
        forwarding=LogForwardingConfig(logger, append_target_to_name=False),
    )
    Runtime.set_default(Runtime(telemetry=TelemetryConfig(logging=logging_config)))
