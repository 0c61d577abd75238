"""What is kept of one thing: a hash in Redis, of answers and of who is reading the next one.

All that is known of a thing lies under one name, so that one word forgets it, and lives for
``CACHE_SECONDS`` from its first answer on. Whoever finds no answer takes a lease, reads, and keeps
what was read only if the lease is still there: a change in between has taken it away, with all the
rest. So what was read before a change is never kept after it.
"""

from dataclasses import dataclass
from enum import IntEnum
from hashlib import blake2b, sha256
from typing import TYPE_CHECKING, Final, cast

from django.conf import settings

if TYPE_CHECKING:
    from redis import Redis

PREFIX: Final = "wms:cache:"
LEASE_MS: Final = 2_000
DIGEST_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer is kept: under the tag of the thing, in a field for each form of answer."""

    tag: str
    field: str

    @property
    def name(self) -> str:
        """Return the name of the hash."""
        return name_of(self.tag)

    @property
    def lease(self) -> str:
        """Return the field that says who reads the answer just now."""
        return f"lease {self.field}"


class Lease(IntEnum):
    """Who reads what nobody has kept."""

    OTHERS = 0
    OURS = 1
    NONE = 2  # it has been kept since it was looked for


_TAKE = """
if redis.call('HEXISTS', KEYS[1], ARGV[5]) == 1 then return 2 end
local now = redis.call('TIME')
now = now[1] * 1000 + math.floor(now[2] / 1000)
local lease = redis.call('HGET', KEYS[1], ARGV[1])
if lease then
    local holder, expires = string.match(lease, '^(%x+):(%d+)$')
    if holder and holder ~= ARGV[2] and tonumber(expires) > now then return 0 end
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ':' .. string.format('%d', now + ARGV[3]))
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[4]) end
return 1
"""

_KEEP = """
local now = redis.call('TIME')
now = now[1] * 1000 + math.floor(now[2] / 1000)
local lease = redis.call('HGET', KEYS[1], ARGV[1])
local holder, expires = string.match(lease or '', '^(%x+):(%d+)$')
if holder ~= ARGV[2] or tonumber(expires) <= now then return 0 end
redis.call('HSET', KEYS[1], ARGV[3], ARGV[4])
redis.call('HDEL', KEYS[1], ARGV[1])
if ARGV[5] ~= '' and redis.call('PTTL', KEYS[1]) > tonumber(ARGV[5]) then
    redis.call('PEXPIRE', KEYS[1], ARGV[5])
end
return 1
"""


def name_of(tag: str) -> str:
    """Return the name under which all that is kept of a thing lies."""
    return f"{PREFIX}{tag}"


def find(redis: "Redis", place: Place) -> bytes | None:
    """Return what is kept, sealed, or None."""
    return cast("bytes | None", redis.hget(place.name, place.field))


def take_lease(redis: "Redis", place: Place, holder: str) -> Lease:
    """Take the lease of an answer, unless somebody else has it."""
    lifetime = round(settings.CACHE_SECONDS * 1_000)
    given = redis.eval(_TAKE, 1, place.name, place.lease, holder, LEASE_MS, lifetime, place.field)
    return Lease(cast("int", given))


def keep(redis: "Redis", place: Place, holder: str, sealed: bytes, seconds: float | None) -> None:
    """Keep an answer if the lease is still the holder's.

    Args:
        redis: where to.
        place: where in it.
        holder: who took the lease.
        sealed: the answer.
        seconds: after which all that is kept of the thing goes, if that is sooner than it would.
    """
    shorter = "" if seconds is None else str(round(seconds * 1_000))
    redis.eval(_KEEP, 1, place.name, place.lease, holder, place.field, sealed, shorter)


def seal(place: Place, payload: bytes) -> bytes:
    """Return an answer with a seal that only we can make, and only for this place."""
    return _seal_of(place, payload) + payload


def unseal(place: Place, found: bytes) -> bytes | None:
    """Return the answer under a seal; None if the seal is not ours, or that of another place."""
    seal, payload = found[:DIGEST_BYTES], found[DIGEST_BYTES:]
    return payload if seal == _seal_of(place, payload) else None


def _seal_of(place: Place, payload: bytes) -> bytes:
    key = sha256(settings.SECRET_KEY.encode()).digest()
    whereabouts = f"{place.tag}\0{place.field}\0".encode()
    return blake2b(whereabouts + payload, key=key, digest_size=DIGEST_BYTES).digest()
