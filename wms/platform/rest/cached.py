"""Answers of views that are kept: the cached read path over HTTP."""

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags
from pydantic_core import from_json, to_json

from wms.platform.cache.read import Outcome, Read, read_through
from wms.platform.rest.etags import etag_of
from wms.platform.rest.lists import ListView
from wms.platform.rest.renderers import ContractRenderer
from wms.platform.rest.waits import preferred_wait, seat, wait_until


class CachedView(ListView):
    """A view that answers what is read by its id from the cache, while that knows it."""

    def cached(self, question: Read) -> HttpResponse:
        """Return what is known of a thing as the answer, with its ``ETag``.

        ``X-Cache`` says where it is from; the bytes are the same. Who has them gets 304, or, with
        ``Prefer: wait``, others as soon as there are.
        """
        body, outcome = self._read(question)
        known = parse_etags(self.request.META.get("HTTP_IF_NONE_MATCH", ""))
        seconds = preferred_wait(self.request) if etag_of(body) in known else 0
        with seat(wanted=seconds > 0) as may_wait:
            if may_wait:
                wait_until(lambda: etag_of(self._read(question)[0]) not in known, seconds)
                body, outcome = self._read(question)
        answer = HttpResponse(body, content_type=ContractRenderer.media_type)
        etag = etag_of(body)
        response = get_conditional_response(self.request, etag, response=answer) or answer
        response.headers["ETag"] = etag
        response.headers["X-Cache"] = outcome.upper()
        if may_wait:
            response.headers["Preference-Applied"] = f"wait={seconds}"
        # It may be kept and is asked for again each time: it is the caller's own, and changes.
        response.headers["Cache-Control"] = "private, no-cache"
        return response

    def _read(self, question: Read) -> tuple[bytes, Outcome]:
        wanted = self._wanted
        body, outcome = read_through(question, past=self.caller.is_fenced)
        if wanted is not None:
            said = from_json(body)
            body = to_json({name: said[name] for name in wanted})
        return body, outcome
