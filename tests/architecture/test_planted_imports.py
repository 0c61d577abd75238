"""Each boundary holds: an import planted across it is caught."""

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
LINT = Path(sysconfig.get_path("scripts")) / "lint-imports"

IN = "wms.inventory"
IN_EXCEPTIONS = "wms.fulfillment.exceptions"
SAGA = "wms.fulfillment.saga"
PLANTS = [
    ("map", "wms/kernel/planted.py", "import wms.platform.ids"),
    ("map", "wms/platform/planted.py", "import wms.orders.contracts"),
    ("map", "wms/orders/services/planted.py", "import wms.fulfillment.facade"),
    ("contexts", "wms/picking/services/planted.py", "import wms.inventory.facade"),
    ("contexts", "wms/orders/selectors/planted.py", "import wms.inventory.models"),
    ("inside", "wms/waving/domain/planted.py", "import wms.waving.models"),
    ("inside", "wms/waving/selectors/planted.py", "import wms.waving.services.release_wave"),
    ("inside", "wms/packing/planted/__init__.py", ""),
    # A room sees what is below it, and nothing that the context shows to others.
    ("rooms", "wms/inventory/stock/commands/planted.py", f"import {IN}.reservations.models"),
    ("rooms", "wms/inventory/counts/commands/planted.py", f"import {IN}.moves.commands"),
    ("rooms", "wms/inventory/picks/commands/planted.py", "import wms.inventory.contracts"),
    ("rooms", "wms/inventory/moves/rest/planted.py", "import wms.inventory.facade"),
    ("rooms", "wms/inventory/planted/__init__.py", ""),
    ("room", "wms/inventory/counts/rules/planted.py", f"import {IN}.counts.queries.counts"),
    ("room", "wms/inventory/counts/queries/planted.py", f"import {IN}.counts.commands.posting"),
    ("room", "wms/inventory/counts/commands/planted.py", f"import {IN}.counts.rest.counts"),
    ("room", "wms/inventory/counts/planted/__init__.py", ""),
    ("rooms-of-fulfillment", "wms/fulfillment/exceptions/planted.py", f"import {SAGA}.steps"),
    ("rooms-of-fulfillment", "wms/fulfillment/saga/planted.py", "import wms.fulfillment.models"),
    ("rooms-of-fulfillment", "wms/fulfillment/planted/__init__.py", ""),
    ("rooms-of-reporting", "wms/reporting/order_view/planted.py", "import wms.reporting.models"),
    ("rooms-of-reporting", "wms/reporting/planted/__init__.py", ""),
    ("saga", "wms/fulfillment/saga/workflow/planted.py", f"import {SAGA}.queries.checks"),
    ("saga", "wms/fulfillment/saga/planted/__init__.py", ""),
    ("room", "wms/fulfillment/exceptions/models.py", f"import {IN_EXCEPTIONS}.queries.exceptions"),
    ("room", "wms/reporting/order_view/planted/__init__.py", ""),
    ("face", "wms/fulfillment/planted.py", "import wms.inventory.models"),
    ("face", "wms/fulfillment/planted.py", "import wms.inventory.counts.commands.posting"),
    ("face", "wms/config/planted.py", "import wms.waving.services.release_wave"),
    ("own", "wms/waving/rest/planted.py", "import wms.waving.facade"),
    ("thin", "wms/shipping/rest/planted.py", "import wms.shipping.models"),
    ("thin", "wms/waving/subscribers.py", "import wms.waving.models"),
    ("thin", "wms/inventory/counts/rest/planted.py", f"import {IN}.counts.rules.posting"),
    ("http", "wms/orders/services/planted.py", "import rest_framework"),
    ("http", "wms/fulfillment/exceptions/commands/planted.py", "import rest_framework"),
    ("thin", "wms/fulfillment/exceptions/rest.py", f"import {IN_EXCEPTIONS}.models"),
    ("temporal", "wms/fulfillment/exceptions/planted.py", "import temporalio"),
    ("pure", "wms/waving/domain/planted.py", "import django.utils.timezone"),
    ("pure", "wms/inventory/counts/rules/planted.py", "import django.utils.timezone"),
    ("pure", "wms/inventory/counts/contracts/planted.py", "import wms.platform.ids"),
    ("http", "wms/inventory/counts/commands/planted.py", "import rest_framework"),
    ("pure", "wms/fulfillment/saga/workflow/planted.py", "import wms.platform.ids"),
    ("pure", "wms/fulfillment/exceptions/contracts/planted.py", "import wms.platform.ids"),
    ("pure", "wms/reporting/order_view/rules/planted.py", "import django.utils.timezone"),
    ("temporal", "wms/waving/services/planted.py", "import temporalio"),
    ("kafka", "wms/inventory/counts/commands/planted.py", "import confluent_kafka"),
    ("celery", "wms/waving/services/planted.py", "import celery"),
]


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """Copy what the linter reads, so that planting harms nobody."""
    copy = tmp_path_factory.mktemp("tree")
    shutil.copytree(PROJECT / "wms", copy / "wms", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", copy)
    return copy


def lint(tree, contract):
    return subprocess.run(
        [LINT, "--no-cache", "--contract", contract],
        cwd=tree,
        env=os.environ | {"PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("contract", "place", "line"), PLANTS)
def test_catches_an_import_across(tree, contract, place, line):
    file = tree / place
    before = file.read_text() if file.exists() else None
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"{before or ''}\n{line}\n")

    answer = lint(tree, contract)

    if before is None:
        file.unlink()
        if file.name == "__init__.py":
            file.parent.rmdir()
    else:
        file.write_text(before)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert (
        "BROKEN" in answer.stdout
        or "Missing layer" in answer.stdout + answer.stderr
        or ("undeclared" in answer.stdout)
    )


@pytest.mark.parametrize("contract", sorted({contract for contract, _, _ in PLANTS}))
def test_the_tree_as_it_is_keeps_each_contract(tree, contract):
    answer = lint(tree, contract)

    assert answer.returncode == 0, answer.stdout + answer.stderr
