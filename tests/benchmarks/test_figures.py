"""Every figure of the stock can be measured: a hundredth of it, in a process of its own."""

import json
import subprocess
import sys

import pytest
from django.db import connections

from benchmarks import stock
from benchmarks.stock_figure import FIGURES
from tests.support.processes import ROOT, environment


@pytest.fixture
def process_environment(servers, kafka, redis_url):
    """Return the variables of a process that measures on the database of this test, alone."""
    known = environment() | {
        "BENCH_ADMIN_URL": servers.database_admin_url,
        "CACHE_URL": redis_url,
        "DJANGO_SETTINGS_MODULE": "wms.config.settings",
        "KAFKA_BOOTSTRAP_SERVERS": kafka,
        "LOG_LEVEL": "WARNING",
    }
    connections.close_all()  # a database that somebody uses is not copied
    return known


def test_every_figure_of_the_stock_is_known():
    assert tuple(FIGURES) == stock.NAMES


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", stock.NAMES)
def test_a_figure_is_measured(name, process_environment):
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.stock_figure", name, "0.01"],
        cwd=ROOT,
        env=process_environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )

    assert done.returncode == 0
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures
    assert all(each["measured"] > 0 and each["peer_measured"] > 0 for each in figures)
