"""Dumps and restores that cannot be: nothing is left half done. What can is shown by journeys."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

pytestmark = pytest.mark.django_db


@pytest.fixture
def nowhere(monkeypatch):
    """Let the server be looked for where none answers."""
    monkeypatch.setitem(settings.DATABASES["default"], "DIRECT_URL", "postgres://127.0.0.1:1/wms")


def test_a_dump_appears_when_it_is_whole(tmp_path, capsys):
    call_command("back_up", str(tmp_path / "dumps"))

    (dump,) = (tmp_path / "dumps").iterdir()
    assert (dump.name, dump.read_bytes()[:5]) == ("default.dump", b"PGDMP")
    assert capsys.readouterr().out == (
        f"default: {dump.stat().st_size:,} bytes\n{tmp_path / 'dumps'} is whole\n"
    )


@pytest.mark.usefixtures("nowhere")
def test_of_a_server_that_does_not_answer_there_is_no_dump(tmp_path):
    with pytest.raises(CommandError, match=r"^default: pg_dump: error: .*Connection refused"):
        call_command("back_up", str(tmp_path / "dumps"))

    assert not (tmp_path / "dumps").exists()


def test_a_dump_replaces_no_other(tmp_path):
    with pytest.raises(CommandError, match="is there already"):
        call_command("back_up", str(tmp_path))

    assert list(tmp_path.iterdir()) == []


def test_a_dump_that_has_no_place_says_so(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(CommandError, match="Not a directory"):
        call_command("back_up", str(tmp_path / "file" / "dumps"))


def test_a_folder_without_the_dump_of_a_server_is_refused(tmp_path):
    with pytest.raises(CommandError, match="holds no dump of default"):
        call_command("restore", str(tmp_path))


def test_a_database_with_tables_is_not_restored_over(tmp_path):
    (tmp_path / "default.dump").touch()

    with pytest.raises(CommandError, match=r"^default: the database has tables"):
        call_command("restore", str(tmp_path))
