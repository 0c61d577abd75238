"""What manage.py says when a command cannot do its work."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[2]
NOBODY = "postgres://wms@127.0.0.1:9/wms"  # the port of "discard", which nobody listens on


@pytest.mark.parametrize(
    "arguments",
    [
        ("verify_stock",),
        ("release_waves",),
        ("drain_outbox",),
        ("resend_events",),
        ("create_token", "--client", "demo", "--role", "picker", "--name", "robot"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_database_that_is_away_is_said_in_one_line(arguments, tmp_path):
    ended = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "wms.config.settings",
            "DATABASE_URL": NOBODY,
            "DIRECT_DATABASE_URL": NOBODY,
            "SECRET_KEY": "for this test",
            "STACK_ENV_FILE": str(tmp_path / "none"),
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stdout) == (1, "")
    assert len(ended.stderr.splitlines()) == 1
    assert "does not answer: connection failed" in ended.stderr
