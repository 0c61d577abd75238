"""What inventory refuses whoever counts, and under which code."""

from wms.kernel.errors import Conflict, DomainError, NotFound


class CountNotFound(NotFound):
    """There is no such count, or not of this client."""

    code = "count_not_found"


class CountTaken(Conflict):
    """Another worker has the count."""

    code = "count_taken"


class AnotherPersonNeeded(Conflict):
    """Who counted neither counts again nor approves of what was found."""

    code = "another_person_needed"


class CountIncomplete(DomainError):
    """Goods that should lie there are not named, and nothing says that they are gone."""

    code = "count_incomplete"


class NotCountedHere(DomainError):
    """Goods at such a location are on their way out with orders and are not counted."""

    code = "not_counted_here"
