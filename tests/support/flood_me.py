"""Answer hostile requests in this process, and note what each has cost.

Arguments: a token, the MiB that the process may hold above what it holds at its start, the file
for the notes, a line of JSON for each request, and n to send every n-th request only.
"""

import gc
import json
import os
import re
import resource
import sys
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from tests.platform.rest.test_every_address import addresses  # noqa: E402
from tests.support.hostile import bodies_for  # noqa: E402
from wms.platform.rest.bodies import NoBody, contract_of  # noqa: E402
from wms.platform.rest.limits import limit_of  # noqa: E402

MANY = 60_000  # about as much as servers take of a line of a request
BOUNDARY = b"--x\r\nContent-Disposition: form-data; name="


def peak_kib():
    """Return the most memory this process has held."""
    (known,) = re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(known)


def spent():
    """Return the seconds of processor that this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def routes(*methods):
    """Yield the addresses of the API that have a method, with the method and its contract."""
    for route, pattern in addresses(get_resolver().url_patterns):
        if not route.startswith("api/v1/"):
            continue
        path = "/" + re.sub(r"<(\w+:)?\w+>", str(UUID(int=7)), route)
        for method in methods:
            handler = getattr(pattern.callback.view_class, method, None)
            if handler is not None:
                yield path, method, contract_of(handler)


def bodies():
    """Yield requests that write, each body as long as its address takes."""
    for path, method, contract in routes("post", "put", "patch", "delete"):
        size = limit_of(contract)
        for what, body in bodies_for(contract, size):
            yield method, path, what, {"data": body, "content_type": "application/json"}
        too_long = b"[" + b"{}," * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 3)
        if contract is not NoBody:
            yield method, path, "too long", {"data": too_long, "content_type": "application/json"}


def forms():
    """Yield what a browser could send to the admin, and to the API in place of JSON."""
    size = settings.MAX_FORM_BYTES - 1_000
    parts = {
        "many fields": BOUNDARY + b'"a"\r\n\r\n1\r\n',
        "many files": BOUNDARY + b'"f"; filename="f"\r\n\r\n1\r\n',
        "many headers": BOUNDARY + b'"a"\r\n' + b"X-A: 1\r\n" * 900 + b"\r\n1\r\n",
    }
    for path in ("/admin/login/", "/api/v1/orders"):
        for what, unit in parts.items():
            body = unit * (size // len(unit)) + b"--x--\r\n"
            said = {"data": body, "content_type": "multipart/form-data; boundary=x"}
            yield "post", path, f"{what} of a form", said
        whole = BOUNDARY + b'"f"; filename="f"\r\n\r\n' + b"x" * (size - 200) + b"\r\n--x--\r\n"
        said = {"data": whole, "content_type": "multipart/form-data; boundary=x"}
        yield "post", path, "a large file", said
        for what, unit in {"fields": b"a=1&", "escapes": b"%41", "names": b"&"}.items():
            said = {
                "data": unit * (size // len(unit)),
                "content_type": "application/x-www-form-urlencoded",
            }
            yield "post", path, f"many {what}", said


def lines():
    """Yield long queries and headers."""
    for path, method, _contract in routes("get"):
        for unit in ("a=1&", "status=x&", "sku=x&", "&", "%41", "limit=0"):
            query = unit * (MANY // len(unit))
            yield method, path, f"{unit} in the query", {"QUERY_STRING": query}
    for name in ("Accept", "Authorization", "Cookie", "Idempotency-Key", "Traceparent"):
        for unit in ("a/b;q=0.1,", "a=b;", "0", "é"):
            headers = {name: unit * (MANY // len(unit))}
            yield "post", "/api/v1/orders", f"{unit} in {name}", {"headers": headers}


def main(token, ceiling, found, step):
    """Send every n-th request; stop at the first that goes above the ceiling."""
    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client(raise_request_exception=False)
    bearer: Any = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    client.get("/api/v1/orders", **bearer)  # what is loaded late is no fault of a request
    gc.collect()
    gc.freeze()
    before = peak_kib()
    said: Any
    for source in (bodies, forms, lines):
        for method, path, what, said in islice(source(), 0, None, step):
            headers: Any = {} if "Authorization" in said.get("headers", {}) else bearer
            gc.collect()  # what the request before left behind is none of this one's
            began = spent()
            answer = client.generic(method.upper(), path, **headers, **said)
            cost = {
                "what": f"{method} {path}: {what}",
                "status": answer.status_code,
                "seconds": round(spent() - began, 3),
                "answer": len(answer.content),
                "mib": (peak_kib() - before) // 1024,
            }
            with found.open("a") as file:
                file.write(f"{json.dumps(cost)}\n")
            if cost["mib"] > ceiling:
                return


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
