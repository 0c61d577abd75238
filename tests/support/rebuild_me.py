"""A process that rebuilds a projection page by page and waits after some, to be killed."""

import os
import sys
from itertools import count

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from wms.reporting.projection.commands import build, rebuild  # noqa: E402 - Django first
from wms.reporting.projection.queries.known import projections  # noqa: E402

PAGES = 2
pages = count(1)


def report(events, _until):
    sys.stdout.write(f"{events}\n")
    sys.stdout.flush()
    if next(pages) > PAGES:
        sys.stdin.read()


if __name__ == "__main__":
    build.PAGE = 5
    rebuild.rebuild(projections(sys.argv[1:])[0], report)
