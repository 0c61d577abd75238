"""Whether the numbers of the stock agree with each other."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Case, F, OuterRef, Subquery, Sum, When
from django.db.models.functions import Coalesce

from wms.inventory.stock.models.balances import StockBalance
from wms.inventory.stock.models.eligibility import ELIGIBLE
from wms.inventory.stock.models.ledger import StockMovement
from wms.inventory.stock.models.stock import StockUnit
from wms.inventory.verification.contracts import (
    StockCheck,
    StockDifference,
    StockVerification,
    VerifyStock,
)
from wms.inventory.verification.queries.advice import CAUSES, REPAIRS
from wms.inventory.verification.queries.findings import Finding
from wms.inventory.verification.queries.statements import STATEMENTS
from wms.inventory.verification.queries.subjects import SubjectKind, kind_of, name
from wms.platform.databases import cursor_of

LEDGER_CHECKS = {StockCheck.LEDGER, StockCheck.KEYS}


def verify_stock(query: VerifyStock) -> StockVerification:
    """Return how many rows were looked at and what disagrees, in bounded memory."""
    kinds = {kind_of(check) for check in query.checks}
    return StockVerification(
        units=StockUnit.objects.count() if SubjectKind.UNIT in kinds else 0,
        balances=StockBalance.objects.count() if SubjectKind.BALANCE in kinds else 0,
        movements=StockMovement.objects.count() if LEDGER_CHECKS & {*query.checks} else 0,
        differences=tuple(
            difference
            for check in query.checks
            for difference in described(check, findings_of(check, query.limit))
        ),
    )


def findings_of(check: StockCheck, limit: int) -> list[Finding]:
    """Return the first rows that disagree, by id."""
    if check is StockCheck.USABLE:
        return usable_findings(limit)
    with cursor_of(StockBalance) as cursor:
        cursor.execute(f"{STATEMENTS[check]} ORDER BY 1 LIMIT %s", [limit])
        return [
            Finding(subject_id, int(expected), int(found))
            for subject_id, expected, found in cursor.fetchall()
        ]


def usable_findings(limit: int, of: Collection[UUID] | None = None) -> list[Finding]:
    """Compare balances with their units: all goods that THE rule admits, else what is allocated.

    All balances, or those named.

    Goods that are allocated stay reserved for who allocated them until they are released, whatever
    becomes of their place meanwhile.
    """
    usable = (
        StockUnit.objects.filter(balance=OuterRef("pk"))
        .order_by()
        .values("balance")
        .annotate(total=Sum(Case(When(ELIGIBLE, then=F("on_hand")), default=F("allocated"))))
        .values("total")
    )
    balances = StockBalance.objects.all() if of is None else StockBalance.objects.filter(id__in=of)
    differing = (
        balances.annotate(expected=Coalesce(Subquery(usable), 0))
        .exclude(usable=F("expected"))
        .order_by("id")
    )
    rows = differing.values_list("id", "expected", "usable")[:limit]
    return [Finding(*row) for row in rows]


def described(check: StockCheck, findings: Collection[Finding]) -> list[StockDifference]:
    """Return what a check found in words, with the likely cause and the repair."""
    subjects = name(kind_of(check), [each.subject_id for each in findings])
    return [
        StockDifference(
            check=check.value,
            subject_id=each.subject_id,
            subject=subjects[each.subject_id].words,
            client_id=subjects[each.subject_id].client_id,
            expected=each.expected,
            found=each.found,
            cause=CAUSES[check],
            repair=REPAIRS[check],
        )
        for each in findings
    ]
