"""Ids of actors."""

import pytest

from wms.kernel.actors import ActorKind, actor_named, kind_of, system_actor


@pytest.mark.parametrize("kind", ActorKind)
def test_the_id_of_an_actor_says_its_kind(kind):
    assert kind_of(actor_named(kind, 7)) is kind


def test_a_part_of_the_product_acts_under_its_name():
    assert system_actor("waving") == "system:waving"


@pytest.mark.parametrize("kept", ["", "ann", "user", "user:", ":7", "robot:7", "User:7"])
def test_a_name_is_no_id(kept):
    assert kind_of(kept) is None
