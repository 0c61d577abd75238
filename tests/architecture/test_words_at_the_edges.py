"""Words that people type come in through the two rules, in forms and commands as over HTTP."""

import argparse
import importlib
import pkgutil

import pytest
from django.core.exceptions import ValidationError
from django.core.management import get_commands, load_command_class
from django.forms import BaseForm, CharField

import wms
from wms.platform.admin.fields import CodeField, TextField
from wms.platform.management.arguments import code, text

# What these name are processes, groups, folders, addresses and time zones: what is none of them
# is refused.
NO_WORDS = {
    ("create_site", "time_zone"),
    ("migrate", "app_label"),
    ("migrate", "migration_name"),
    ("stack", "names"),
    ("stack", "name"),
    ("run_event_consumer", "groups"),
    ("dead_letters", "group"),
    ("rebuild_projection", "names"),
    ("check_projection", "names"),
    ("import_orders", "url"),
    ("import_orders", "token"),
}


def forms():
    for found in pkgutil.walk_packages(wms.__path__, "wms."):
        if ".admin" in found.name:
            for value in vars(importlib.import_module(found.name)).values():
                is_form = isinstance(value, type) and issubclass(value, BaseForm)
                if is_form and value.__module__.startswith("wms."):
                    yield value


def test_every_form_of_the_admin_cleans_what_is_typed():
    found = {
        (form.__name__, name): field
        for form in forms()
        for name, field in form.base_fields.items()
        if isinstance(field, CharField)
    }

    assert ("ReasonForm", "reason") in found
    assert ("MoveForm", "to_location") in found
    plain = [each for each, field in found.items() if not isinstance(field, CodeField | TextField)]
    assert plain == []


def test_every_command_cleans_its_arguments():
    ours = {name: app for name, app in get_commands().items() if str(app).startswith("wms.")}
    plain = []
    for name, app in ours.items():
        parser = load_command_class(app, name).create_parser("manage.py", name)
        common = {each.dest for each in _common().__dict__["_actions"]}
        for action in parser._actions:
            takes_words = action.type is None and action.nargs != 0 and action.choices is None
            if takes_words and action.dest not in common and (name, action.dest) not in NO_WORDS:
                plain.append((name, action.dest))

    assert plain == []


def _common():
    app = get_commands()["check"]
    return load_command_class(app, "check").create_parser("manage.py", "check")


def test_a_form_field_is_cleaned_or_says_why_not():
    assert CodeField().clean(" A-1\xa0") == "A-1"
    assert TextField(required=False).clean(" \u3000 ") == ""
    with pytest.raises(ValidationError, match="a code holds no zero width space"):
        CodeField().clean("A\u200b1")
    with pytest.raises(ValidationError, match="a text holds no right-to-left override"):
        TextField().clean("a\u202eb")
    with pytest.raises(ValidationError, match="required"):
        CodeField().clean("\u3000")


def test_an_argument_is_cleaned_or_says_why_not():
    assert (code(" LON1 "), text("web\u200dshop ")) == ("LON1", "web\u200dshop")
    for clean, said in ((code, "LON\u200b1"), (code, " "), (text, "a\nb"), (text, "\u3000")):
        with pytest.raises(argparse.ArgumentTypeError):
            clean(said)
