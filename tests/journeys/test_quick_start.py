"""The quick starts of the README and of the API's page, as they stand, with a shell and curl."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

STAND_IN = Path(__file__).parents[1] / "support" / "curl.py"
PROJECT = Path(__file__).parents[2]


def blocks(page):
    text = (PROJECT / page).read_text()
    return re.findall(r"^```bash\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def run(page, known):
    parts = [f"{block}\necho '<end>'" for block in blocks(page)]
    return subprocess.run(
        ["bash", "-c", "\n".join(["set -euo pipefail", *parts])],
        env=known,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


@pytest.fixture
def path_with_curl(tmp_path):
    if shutil.which("curl") is None:
        shutil.copy(STAND_IN, tmp_path / "curl")
        (tmp_path / "curl").chmod(0o755)
    return f"{tmp_path}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture
def known(platform, tokens, path_with_curl):
    return os.environ | {
        "WMS": platform.addresses.web,
        "TOKEN": tokens["supervisor"],
        "PATH": path_with_curl,
    }


def test_the_readme_takes_an_order(known):
    done = run("README.md", known)

    assert (done.returncode, done.stderr) == (0, "")
    assert '"external_ref":"WEB-1002"' in done.stdout
    assert '"results":[{"number":"O-' in done.stdout


def test_the_quick_start_does_what_it_says(known):
    done = run("docs/api.md", known)

    assert (done.returncode, done.stderr) == (0, "")
    goods, order, waited, lists, cancelled, _rest = done.stdout.split("<end>")
    assert '"on_hand":10' in goods
    assert order.strip() == ""
    assert '"status":"' in waited
    assert "number,external_ref,status" in lists
    assert "WEB-1001" in lists
    assert "day,client,warehouse,cause,units_came,units_went,units_moved" in lists
    assert '"decision":' in cancelled
