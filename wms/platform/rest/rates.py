"""How many requests a token may make within a minute, counted in Redis for all web processes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from wms.platform.cache.server import CacheAway, ask, is_used
from wms.platform.rest.access import Caller

if TYPE_CHECKING:  # the framework imports this module while it makes APIView
    from rest_framework.views import APIView

PREFIX: Final = "wms:rate:"
WINDOW_MS: Final = 60_000

_SPEND = """
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {count, redis.call('PTTL', KEYS[1])}
"""


@dataclass(frozen=True)
class Rate:
    """What a token has spent of its requests within the running minute; seconds until the next."""

    limit: int
    spent: int
    reset: float

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers of draft-ietf-httpapi-ratelimit-headers-07."""
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(max(self.limit - self.spent, 0)),
            "RateLimit-Reset": f"{self.reset:.0f}",
        }


class TokenRate(BaseThrottle):
    """Refuses a token that has asked too often (429); persons are not counted.

    While Redis is away nobody is: an order is worth more than a limit.
    """

    rate: Rate | None = None

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """Count a request, and return whether it may be carried out."""
        limit = settings.API_REQUESTS_PER_MINUTE
        if not limit or not isinstance(request.auth, Caller) or not is_used():
            return True
        key = f"{PREFIX}{request.auth.actor}"
        try:
            spent, left = cast(
                "list[int]", ask(lambda redis: redis.eval(_SPEND, 1, key, WINDOW_MS))
            )
        except CacheAway:
            return True
        self.rate = Rate(limit, spent, left / 1_000)
        cast("Any", view).rate = self.rate
        return spent <= limit

    def wait(self) -> float | None:
        """Return how many seconds to wait before it is worth to ask again."""
        return None if self.rate is None else max(self.rate.reset, 1.0)
