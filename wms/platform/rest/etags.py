"""Entity tags (RFC 9110, 8.8.3)."""

from hashlib import blake2b


def etag_of(body: bytes) -> str:
    """Return the strong tag of an answer: the same for the same bytes, wherever they are from."""
    return f'"{blake2b(body, digest_size=16).hexdigest()}"'
