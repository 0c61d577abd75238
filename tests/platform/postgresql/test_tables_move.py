"""Tables move into their schemas, and back, without a row lost or changed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.inventory.migrating import AS_OWNER, database_beside
from tests.support.moved_tables import MODELS, MOVE_BACK, contents, moved, of_before

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def url(servers):
    """A database in which every command was carried out."""
    with database_beside(servers, "moved") as url:
        run(url, "manage.py", "migrate", "--verbosity", "0")
        run(url, "-m", "tests.support.fill_me")
        yield url


def run(url, *arguments):
    subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        check=True,
        timeout=120,
    )


def next_number(url, sequence):
    with psycopg.connect(url, options=AS_OWNER) as connection:
        row = connection.execute("SELECT nextval(%s::regclass)", [sequence]).fetchone()
        assert row is not None
        return row[0]


def test_a_filled_database_moves_back_and_forth(url):
    filled = contents(url, moved)
    number = next_number(url, "orders.order_number")
    empty = {name for name, (count, _sum) in filled.items() if count == 0}

    run(url, "manage.py", "shell", "--no-imports", "--command", MOVE_BACK)
    before = contents(url, of_before)
    assert next_number(url, "orders_order_number") == number + 1
    run(url, "manage.py", "migrate", "--verbosity", "0")

    assert len(filled) - len(empty) > 45, sorted(empty)
    assert before == filled
    assert contents(url, moved) == filled
    assert next_number(url, "orders.order_number") == number + 2


def test_guards_guard_what_was_moved(url):
    with psycopg.connect(url, options=AS_OWNER, autocommit=True) as connection:
        for statement in (
            "UPDATE inventory.stock_movements SET quantity = 2",
            "DELETE FROM inventory.movement_keys",
            "DELETE FROM inventory.skus WHERE id IN (SELECT sku_id FROM inventory.stock_movements)",
        ):
            with pytest.raises(psycopg.IntegrityError, match="the ledger"):
                connection.execute(statement)


def verified(url, **more):
    done = subprocess.run(
        [sys.executable, "manage.py", "verify_stock", "--json", "--patience", "0"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"} | more,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return json.loads(done.stdout)


def test_a_context_with_rows_moves_to_a_server_of_its_own(url, servers, tmp_path):
    """It takes what the runbook says; here the other server is another database of the same."""
    before = verified(url)
    inventory = [each for each in MODELS if each._meta.app_label == "inventory"]
    rows = contents(url, moved, inventory)

    with database_beside(servers, "apart") as apart:
        run(url, "manage.py", "back_up", str(tmp_path / "move"))
        run(apart, "manage.py", "restore", str(tmp_path / "move"))
        with psycopg.connect(url, options=AS_OWNER) as connection:
            connection.execute("DROP SCHEMA inventory CASCADE")
        after = verified(url, INVENTORY_DATABASE_URL=apart)

        assert contents(apart, moved, inventory) == rows
    assert before["movements"] > 0
    assert after == before
