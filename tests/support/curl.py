#!/usr/bin/env python3
"""What the quick start asks of curl, for machines that have none."""

import argparse
import sys
import urllib.error
import urllib.request


def main() -> int:
    """Make one request and write what is answered; return 22 if it is refused, as curl does."""
    parser = argparse.ArgumentParser()
    for switch in ("--silent", "--show-error", "--fail-with-body", "--include"):
        parser.add_argument(switch, action="store_true")
    parser.add_argument("--header", action="append", default=[])
    parser.add_argument("--data")
    parser.add_argument("url")
    asked = parser.parse_args()
    headers = dict(each.split(": ", 1) for each in asked.header)
    data = None if asked.data is None else asked.data.encode()
    request = urllib.request.Request(asked.url, data, headers)  # noqa: S310 - the test's own address
    try:
        answer = urllib.request.urlopen(request)  # noqa: S310 - the same
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        if asked.include:
            lines = [f"HTTP/1.1 {answer.status}", *(f"{k}: {v}" for k, v in answer.headers.items())]
            sys.stdout.write("\r\n".join([*lines, "", ""]))
        sys.stdout.write(answer.read().decode())
        return 22 if answer.status >= 400 else 0


if __name__ == "__main__":
    sys.exit(main())
