"""What the machinery cannot settle alone comes before a person, and goes when it is settled."""

from collections.abc import Iterator
from uuid import UUID, uuid5

from wms.fulfillment.exceptions.commands.clear_exception import clear_exception
from wms.fulfillment.exceptions.commands.raise_exception import raise_exception
from wms.fulfillment.exceptions.contracts.exceptions import ClearException, RaiseException
from wms.fulfillment.exceptions.contracts.troubles import ReportTroubles
from wms.fulfillment.exceptions.models import OperationalException
from wms.kernel.actors import system_actor
from wms.kernel.ids import ClientId, OrderId
from wms.platform.jobs.run import Job
from wms.platform.observability.troubles import TROUBLES, Trouble, troubles
from wms.platform.tenancy import facade as tenancy

JOB = "report_troubles"
BY = system_actor("platform")
SUBJECTS = UUID("0d9c8a52-7f0e-5a53-8f43-31b5f3a7a1c4")  # the space of names of their ids


def report_troubles(request: ReportTroubles) -> None:
    """Open an exception for each trouble there is, and clear those of what is over.

    What is nobody's in particular, every client sees. One that a person has cleared stays
    cleared until the trouble is over, and comes again.
    """
    del request  # what there is, is there now
    now = [each for trouble in troubles() for each in _exceptions_of(trouble)]
    known = _known({_subject_id(trouble) for trouble, _client in now})
    with Job(JOB) as job:
        job.each(
            [each for each in now if _is_new(known.get(_key(*each), []), each[0])],
            lambda each: _raise(*each, known.get(_key(*each), [])),
            called=lambda each: f"{each[0].kind} {each[0].key}",
        )
        job.each(_over({_key(*each) for each in now}), _clear)


def _exceptions_of(trouble: Trouble) -> Iterator[tuple[Trouble, ClientId]]:
    if trouble.client_id is not None:
        yield trouble, ClientId(trouble.client_id)
        return
    for client in tenancy.list_clients():
        yield trouble, client.client_id


def _subject_id(trouble: Trouble) -> UUID:
    return uuid5(SUBJECTS, f"{trouble.kind} {trouble.key}")


def _key(trouble: Trouble, client_id: ClientId) -> tuple[UUID, UUID]:
    return _subject_id(trouble), client_id


def _known(subject_ids: set[UUID]) -> dict[tuple[UUID, UUID], list[OperationalException]]:
    known: dict[tuple[UUID, UUID], list[OperationalException]] = {}
    rows = OperationalException.objects.filter(kind__in=TROUBLES, subject_id__in=subject_ids)
    for row in rows:
        if row.subject_id is not None:
            known.setdefault((row.subject_id, row.client_id), []).append(row)
    return known


def _is_new(rows: list[OperationalException], trouble: Trouble) -> bool:
    """Return whether no exception was raised since it began."""
    return not any(
        row.cleared_at is None or (row.cleared_by != BY and row.cleared_at >= trouble.since)
        for row in rows
    )


def _raise(trouble: Trouble, client_id: ClientId, rows: list[OperationalException]) -> None:
    subject_id = _subject_id(trouble)
    raise_exception(
        RaiseException(
            exception_id=uuid5(subject_id, f"{client_id} {len(rows)}"),
            client_id=client_id,
            kind=trouble.kind,
            subject=trouble.subject,
            subject_id=subject_id,
            order_id=OrderId(trouble.order_id) if trouble.order_id is not None else None,
            message=trouble.message[:500],
        )
    )


def _over(still: set[tuple[UUID, UUID]]) -> list[UUID]:
    """Return the open exceptions of what is no trouble any more."""
    rows = OperationalException.objects.open().filter(kind__in=TROUBLES)
    listed = rows.values_list("exception_id", "subject_id", "client_id")
    return [each for each, subject_id, client_id in listed if (subject_id, client_id) not in still]


def _clear(exception_id: UUID) -> None:
    clear_exception(ClearException(exception_id=exception_id, actor=BY, note="it is over"))
