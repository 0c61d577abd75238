"""The role by which the app connects: it owns what it works on, and may do nothing else."""

from urllib.parse import urlsplit

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from wms.platform.app_role import make_app_role
from wms.platform.postgresql.roles import LOGIN as ROLE
from wms.platform.postgresql.roles import OWNER

AS_OWNER = f"-c role={OWNER}"
BESIDE = "made_before"
# What a superuser has made before there was a role of the app.
BEFORE = """
CREATE TABLE plain (id bigint GENERATED ALWAYS AS IDENTITY, number serial);
CREATE TABLE months (at date) PARTITION BY RANGE (at);
CREATE TABLE months_1 PARTITION OF months FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE SEQUENCE numbers;
CREATE VIEW seen AS SELECT * FROM plain;
CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER guarded BEFORE INSERT ON plain FOR EACH ROW EXECUTE FUNCTION guard();
"""
# What only an owner may.
OWNED = """
ALTER TABLE plain ADD COLUMN note text;
ALTER TABLE plain DISABLE TRIGGER guarded;
CREATE TABLE months_2 PARTITION OF months FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
ALTER TABLE months DETACH PARTITION months_1;
DROP TABLE months_1;
ALTER SEQUENCE numbers RESTART;
DROP VIEW seen;
DROP FUNCTION guard() CASCADE;
CREATE TABLE mine (id int);
"""


@pytest.fixture
def before(servers):
    """Make a database as an earlier version has left it; give its address for the superuser."""
    admin = servers.database_admin_url
    with psycopg.connect(admin, autocommit=True) as made:
        made.execute(f"DROP DATABASE IF EXISTS {BESIDE} WITH (FORCE)")
        made.execute(f"CREATE DATABASE {BESIDE}")
    with psycopg.connect(admin, dbname=BESIDE) as made:
        made.execute(BEFORE)
    yield admin
    with psycopg.connect(admin, autocommit=True) as made:
        made.execute(f"DROP DATABASE {BESIDE} WITH (FORCE)")


def password_of(servers):
    return urlsplit(servers.database_url).password or ""


@pytest.mark.django_db
def test_the_app_does_not_connect_as_superuser():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolcreatedb, rolcreaterole FROM pg_roles"
            " WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (ROLE, False, False, False)


def test_its_owner_takes_over_what_a_superuser_has_made(servers, before):
    for _time in range(2):
        make_app_role(before, database=BESIDE, password=password_of(servers))

    with psycopg.connect(servers.database_url, dbname=BESIDE, options=AS_OWNER) as app:
        app.execute(OWNED)


def test_until_then_it_may_not(servers, before):
    with (
        psycopg.connect(servers.database_url, dbname=BESIDE, options=AS_OWNER) as app,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        app.execute(OWNED)


def test_the_command_makes_it_for_the_database_of_the_settings(
    servers, before, settings, monkeypatch, capsys
):
    known = settings.DATABASES["default"] | {"NAME": BESIDE, "USER": ROLE}
    known["PASSWORD"] = password_of(servers)
    monkeypatch.setitem(settings.DATABASES, "default", known)
    monkeypatch.setenv("DATABASE_ADMIN_URL", before)

    call_command("create_app_role")

    assert capsys.readouterr().out == f"wms_app may work in {BESIDE}\n"
    with psycopg.connect(servers.database_url, dbname=BESIDE, options=AS_OWNER) as app:
        app.execute(OWNED)


def test_another_role_is_left_alone(settings, monkeypatch, capsys):
    known = settings.DATABASES["default"] | {"USER": "theirs"}
    monkeypatch.setitem(settings.DATABASES, "default", known)
    monkeypatch.setenv("DATABASE_ADMIN_URL", "postgres://nobody@127.0.0.1:9/none")

    call_command("create_app_role")

    assert capsys.readouterr().out == "DATABASE_URL connects as theirs: that role is not ours\n"


@pytest.mark.parametrize(
    ("admin", "why"),
    [
        ("", "DATABASE_ADMIN_URL names the superuser"),
        ("postgres://nobody@127.0.0.1:9/none", "the server refuses"),
    ],
)
def test_what_is_wrong_is_one_line(servers, settings, monkeypatch, admin, why):
    known = settings.DATABASES["default"] | {"USER": ROLE}
    monkeypatch.setitem(settings.DATABASES, "default", known)
    monkeypatch.setenv("DATABASE_ADMIN_URL", admin)

    with pytest.raises(CommandError, match=why):
        call_command("create_app_role")
