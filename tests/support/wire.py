"""What others rely on by name: events and their fields, refusals, scopes, addresses and bodies."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from django.conf import settings
from django.urls import get_resolver
from drf_spectacular.generators import SchemaGenerator

from wms.kernel.errors import DomainError
from wms.kernel.events import Event

Schema = dict[str, Any]
Wire = dict[str, set[str]]


def wire() -> Wire:
    """Return the names that a program outside may rely on, by what they belong to."""
    _ = get_resolver().url_patterns  # the edges, and all that they import
    found: Wire = defaultdict(set)
    for event_type, event in Event.catalogue.items():
        if event.__module__.startswith("wms."):
            found[f"event {event_type} about {event.subject_field}"] |= {
                field.name for field in fields(event)
            }
    found["refusals"] |= {each.code for each in kinds_of(DomainError)}
    for role, scopes in settings.ROLES.items():
        found[f"scopes of {role}"] |= set(scopes)
    for part, name in addresses(SchemaGenerator().get_schema(request=None, public=True)):
        found[part] |= {name} - {""}
    return dict(found)


def written(names: Wire) -> str:
    """Return the names as a text of one line for each thing."""
    return "".join(f"{part}: {', '.join(sorted(names[part]))}\n" for part in sorted(names))


def read(lines: Iterable[str]) -> Wire:
    """Return the names that such a text says."""
    parts = (line.rstrip("\n").partition(": ") for line in lines)
    return {part: set(names.split(", ")) - {""} for part, _colon, names in parts}


def kinds_of(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    if kind.__module__.startswith("wms."):
        yield kind
    for each in kind.__subclasses__():
        yield from kinds_of(each)


def addresses(schema: Schema) -> Iterator[tuple[str, str]]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            address = f"{method.upper()} {path}"
            yield address, ""
            for parameter in operation.get("parameters", ()):
                name = f"{parameter['in']} {parameter['name']}"
                yield address, name
                yield from ((address, each) for each in choices(name, parameter["schema"]))
            bodies = {"takes": operation.get("requestBody", {}), **operation["responses"]}
            for status, body in bodies.items():
                for media, said in body.get("content", {}).items():
                    part = f"{address} {status} {media}"
                    yield part, ""
                    for name in names_in("", said.get("schema", {}), schema, ()):
                        yield (part, name) if name[0] != "!" else (f"{part} needs", name[1:])


def names_in(prefix: str, part: Schema, schema: Schema, above: tuple[str, ...]) -> Iterator[str]:
    """Yield the names of the fields of a part of a body, and of what is inside them.

    A field that must be there is yielded once more, behind an exclamation mark.
    """
    if "$ref" in part:
        name = part["$ref"].rsplit("/", 1)[-1]
        if name not in above:
            part = schema["components"]["schemas"][name]
            yield from names_in(prefix, part, schema, (*above, name))
        return
    yield from choices(prefix, part)
    yield from (f"!{prefix}.{name}" for name in part.get("required", ()))
    for each in (*part.get("allOf", ()), *part.get("oneOf", ()), *part.get("anyOf", ())):
        yield from names_in(prefix, each, schema, above)
    for name, each in part.get("properties", {}).items():
        yield f"{prefix}.{name}"
        yield from names_in(f"{prefix}.{name}", each, schema, above)
    for key, mark in (("items", "[]"), ("additionalProperties", "{}")):
        if isinstance(part.get(key), dict):
            yield from names_in(prefix + mark, part[key], schema, above)


def choices(name: str, part: Schema) -> Iterator[str]:
    return (f"{name}={choice}" for choice in part.get("enum", ()))
