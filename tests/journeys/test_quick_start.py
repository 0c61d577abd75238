"""The quick start of the API's page, as it stands there, with a shell and curl."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

STAND_IN = Path(__file__).parents[1] / "support" / "curl.py"
PAGE = Path(__file__).parents[2] / "docs" / "api.md"


def blocks():
    return re.findall(r"^```bash\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)


@pytest.fixture
def path_with_curl(tmp_path):
    if shutil.which("curl") is None:
        shutil.copy(STAND_IN, tmp_path / "curl")
        (tmp_path / "curl").chmod(0o755)
    return f"{tmp_path}{os.pathsep}{os.environ['PATH']}"


def test_the_quick_start_does_what_it_says(platform, tokens, path_with_curl):
    known = os.environ | {
        "WMS": platform.addresses.web,
        "TOKEN": tokens["supervisor"],
        "PATH": path_with_curl,
    }
    script = "\n".join(["set -euo pipefail", *(f"{block}\necho '<end>'" for block in blocks())])

    done = subprocess.run(
        ["bash", "-c", script], env=known, capture_output=True, text=True, timeout=90, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    goods, order, waited, lists, cancelled, _rest = done.stdout.split("<end>")
    assert '"on_hand":10' in goods
    assert order.strip() == ""
    assert '"status":"' in waited
    assert "number,external_ref,status" in lists
    assert "WEB-1001" in lists
    assert "day,client,warehouse,cause,units_came,units_went,units_moved" in lists
    assert '"decision":' in cancelled
