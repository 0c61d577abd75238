"""What Temporal's SDK says, in our words."""

import logging
from types import SimpleNamespace

import pytest

from wms.platform.temporal.sdk_lines import MOST_OF_AN_ERROR, RETRIES, OurWords, in_short


def in_our_words(target, message, **fields):
    record = logging.LogRecord("x", logging.WARNING, "", 0, "as the SDK has it", None, None)
    record.temporal_log = SimpleNamespace(target=target, message=message, fields=fields)

    assert OurWords().filter(record)

    assert not hasattr(record, "temporal_log")
    return record


def test_calls_that_are_repeated_are_one_line(settings):
    settings.TEMPORAL_ADDRESS = "somewhere:7233"

    lines = [
        in_our_words(RETRIES, f"gRPC call {call} retried 6 times", error="dead")
        for call in ("poll_workflow_task_queue", "poll_activity_task_queue")
    ]

    assert {line.getMessage() for line in lines} == {"Temporal does not answer; it is asked again"}
    assert [(line.address, line.error) for line in lines] == [("somewhere:7233", "dead")] * 2


def test_other_lines_keep_their_message():
    line = in_our_words("temporalio_sdk_core::worker", "100% strange")

    assert (line.getMessage(), line.target) == ("100% strange", "temporalio_sdk_core::worker")
    assert not hasattr(line, "error")


def test_lines_of_our_own_pass_unchanged():
    record = logging.LogRecord("x", logging.WARNING, "", 0, "as %s have it", ("we",), None)

    assert OurWords().filter(record)

    assert record.getMessage() == "as we have it"


@pytest.mark.parametrize(
    ("error", "short"),
    [
        (
            'Status { code: Unavailable, message: "tcp connect error", source: Some(tonic) }',
            "Unavailable: tcp connect error",
        ),
        (
            r'Status { code: Internal, message: "a \"quoted\" word", source: None }',
            r"Internal: a \"quoted\" word",
        ),
        ("no status " + "x" * MOST_OF_AN_ERROR, ("no status " + "x" * 290)),
    ],
)
def test_errors_are_shown_without_their_layers(error, short):
    assert in_short(error) == short
