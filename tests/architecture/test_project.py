"""Things that must not be forgotten in a commit."""

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command, get_commands, load_command_class

PROJECT = Path(__file__).parents[2]


@pytest.mark.django_db
def test_every_model_change_has_a_migration():
    call_command("makemigrations", check=True, dry_run=True)


@pytest.mark.django_db
def test_the_api_describes_itself_without_a_warning():
    call_command("spectacular", validate=True, fail_on_warn=True, file=os.devnull)


def test_every_command_of_ours_gives_an_example():
    ours = {name: app for name, app in get_commands().items() if str(app).startswith("wms.")}
    helps = {
        name: load_command_class(app, name).create_parser("manage.py", name).format_help()
        for name, app in ours.items()
    }

    assert helps.keys() == {
        file.stem
        for file in (PROJECT / "wms").glob("**/management/commands/*.py")
        if file.stem != "__init__"
    }
    for name, text in helps.items():
        assert re.search(rf"[Ee]xamples?:\s+manage\.py\s+{name}\b", text), name


def test_compose_runs_the_same_processes_as_the_stack():
    services = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())["services"]

    assert settings.STACK_PROCESSES.keys() <= services.keys()
    for name, command in settings.STACK_PROCESSES.items():
        if name != "web":
            same = {each for each in command if re.fullmatch(r"run_\w+|beat|drain|celery", each)}
            assert same <= set(services[name]["command"]), name
            assert concurrency(services[name]["command"]) == concurrency(command), name


def concurrency(command: list[str]) -> str | None:
    option = "--concurrency"
    return command[command.index(option) + 1] if option in command else None


def test_what_the_example_environment_says_reaches_the_processes_of_compose():
    services = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())["services"]
    named = re.findall(r"^#? ?([A-Z_]+)=", (PROJECT / ".env.example").read_text(), re.MULTILINE)

    for process in settings.STACK_PROCESSES:
        service = services[process]
        assert service["env_file"] == [{"path": ".env", "required": False}]
        fixed = service["environment"].items()
        assert [key for key, value in fixed if key in named and "${" + key not in value] == []


def test_the_example_environment_names_only_what_the_settings_read():
    named = re.findall(r"^#? ?([A-Z_]+)=", (PROJECT / ".env.example").read_text(), re.MULTILINE)
    read = "".join(file.read_text() for file in (PROJECT / "wms" / "config").glob("*.py"))
    by_compose = {"POSTGRES_PASSWORD", "APP_DATABASE_PASSWORD", "DATABASE_ADMIN_URL"}

    # Each context may have the addresses of a server of its own.
    known = {name: name.removeprefix("INVENTORY_") for name in named}

    assert named
    assert [
        name for name, key in known.items() if f'"{key}"' not in read and key not in by_compose
    ] == []


def test_the_repository_names_no_path_of_a_machine():
    files = subprocess.run(
        ["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout.split()

    found = [
        name
        for name in files
        if (PROJECT / name).is_file()
        and re.search(rb"/" rb"work/|/" rb"root/|pypi\." rb"org", (PROJECT / name).read_bytes())
    ]

    assert found == []
