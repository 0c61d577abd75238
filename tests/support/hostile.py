"""Bodies meant to hurt: small to send, dear to read."""

from io import BytesIO

from pydantic import TypeAdapter

from wms.platform.rest.contract_schemas import inlined


def bodies_for(contract, size):
    """Yield bodies of so many bytes with what they are called: whole, and in each field."""
    yield from values(size)
    schema = TypeAdapter(contract).json_schema()
    fields = inlined(schema, schema.get("$defs", {})).get("properties", {})
    for name, field in fields.items():
        head, tail = b'{"' + name.encode() + b'":', b"}"
        for what, value in values(size - len(head) - len(tail)):
            yield f"{what} as {name}", head + value + tail
        names = field.get("items", {}).get("properties", {})
        for inside in names:
            item = b'{"' + inside.encode() + b'":0}'
            yield f"items that say only {inside}", filled(head + b"[", item, b"]" + tail, size)
        if names:
            twice = b",".join(b'"' + each.encode() + b'":0' for each in (*names, *names))
            item = b"{" + twice + b"}"
            yield "items that say all twice", filled(head + b"[", item, b"]" + tail, size)


def values(size):
    """Yield JSON of every shape, each so many bytes at most, with what it is called."""
    for unit in (b"{}", b"[]", b"null", b"1", b'""', b'{"a":0}', b'{"a":0,"a":0}', b'"0"'):
        yield f"many {unit.decode()}", filled(b"[", unit, b"]", size)
    yield "numbers too large", filled(b"[", b"9" * 25, b"]", size)
    yield "very long numbers", filled(b"[", b"9" * 4_000, b"]", size)
    yield "characters no table holds", filled(b"[", rb'"\u0000"', b"]", size)
    yield "lists in lists", filled(b"[", b"[[[[0]]]]", b"]", size)
    yield "many names", b"{" + numbered(rb'"%d":0', size) + b"}"
    yield "many names, each twice", b"{" + numbered(rb'"%d":0,"%d":0', size) + b"}"
    yield "many long names", b"{" + numbered(b'"%d' + b"x" * 1_000 + b'":0', size) + b"}"
    yield "one name again and again", filled(b"{", b'"a":0', b"}", size)
    yield "a long name", b'{"' + b"x" * (size - 6) + b'":0}'
    yield "a long string", b'"' + b"x" * (size - 2) + b'"'
    yield "a long string of escapes", b'"' + rb"\u00e9" * (size // 6 - 1) + b'"'
    yield "a long number", b"1" * size
    yield "deep lists", b"[" * 150 + b"0," * (size // 2 - 200) + b"0" + b"]" * 150
    yield "deep objects", b'{"a":' * 150 + b"0" + b"}" * 150
    yield "too deep", b"[" * size
    yield "too deep in objects", b'{"a":' * (size // 5)


def filled(opening, unit, closing, size):
    """Repeat a unit between commas as often as there is room."""
    room = size - len(opening) - len(closing) - len(unit)
    return opening + (unit + b",") * max(room // (len(unit) + 1), 0) + unit + closing


def numbered(unit, size):
    """Repeat a unit with another number each time, as often as there is room."""
    places = unit.count(b"%d")
    room = (size - 2) // (len(unit) + 5 * places + 1)
    written = BytesIO()  # a list of so many would weigh more than what it is for
    for each in range(max(room, 1)):
        written.write((b"," if each else b"") + unit % ((100_000 + each,) * places))
    return written.getvalue()
