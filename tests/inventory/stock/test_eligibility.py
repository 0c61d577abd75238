"""THE rule: what a query keeps, what a unit in hand is, and what refuses it are one list."""

import pytest

from tests.factories.inventory import put, register_location
from wms.inventory.catalogue.contracts.words import (
    LocationKind,
    StockStatus,
    UnitRefusal,
    VirtualLocation,
)
from wms.inventory.diagnosis.contracts import Verdict
from wms.inventory.models import RULES, Location, StockUnit, refusals_of


@pytest.mark.django_db
@pytest.mark.parametrize("is_blocked", [True, False])
@pytest.mark.parametrize("status", StockStatus)
@pytest.mark.parametrize("kind", LocationKind)
def test_what_is_refused_is_not_kept_and_says_why(kind, status, is_blocked):
    register_location("A-01", kind)
    put(1)
    Location.objects.update(is_blocked=is_blocked, blocked_for="person" if is_blocked else "")
    StockUnit.objects.update(status=status)
    unit = StockUnit.objects.select_related("location").get()

    refusals = refusals_of(unit)

    assert StockUnit.objects.eligible().exists() == unit.is_eligible == (not refusals)
    assert (UnitRefusal.BLOCKED in refusals) == is_blocked
    assert (UnitRefusal.NOT_PROMISED_FROM in refusals) == (kind not in {"pick", "reserve"})
    assert len(set(refusals)) == len(refusals)


def test_every_value_is_admitted_or_has_a_name():
    values = {
        "status": set(StockStatus),
        "location__kind": {*LocationKind, *VirtualLocation},
        "location__is_blocked": {True, False},
    }

    assert {rule.field for rule in RULES} == values.keys()
    for rule in RULES:
        assert {*rule.admitted} | rule.refusals.keys() == values[rule.field]
        assert not {*rule.admitted} & rule.refusals.keys()


def test_every_code_has_a_sentence():
    for code in (*UnitRefusal, *Verdict):
        assert code.sentence.endswith(".")
