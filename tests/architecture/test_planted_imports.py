"""Each boundary holds: an import planted across it is caught."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import importlinter.configuration
import pytest
from importlinter.application.app_config import settings
from importlinter.application.use_cases import read_user_options
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.independence import IndependenceContract
from importlinter.contracts.layers import LayersContract
from importlinter.domain.contract import InvalidContractOptions

PROJECT = Path(__file__).parents[2]
KINDS: dict[str, Any] = {
    "forbidden": ForbiddenContract,
    "independence": IndependenceContract,
    "layers": LayersContract,
}
IN = "wms.inventory"
# Contract, module, and what it imports; a module that imports nothing is one too many.
PLANTS = [
    ("map", "wms.kernel.planted", "wms.platform.ids"),
    ("map", "wms.platform.planted", "wms.orders.contracts"),
    ("map", "wms.orders.services.planted", "wms.fulfillment.facade"),
    ("contexts", "wms.picking.services.planted", "wms.inventory.facade"),
    ("contexts", "wms.orders.selectors.planted", "wms.inventory.models"),
    ("inside", "wms.waving.domain.planted", "wms.waving.models"),
    ("inside", "wms.waving.selectors.planted", "wms.waving.services.release_wave"),
    ("inside", "wms.packing.planted", ""),
    ("rooms", "wms.inventory.stock.commands.planted", "wms.inventory.reservations.models"),
    ("rooms", "wms.inventory.counts.commands.planted", "wms.inventory.moves.commands"),
    ("rooms", "wms.inventory.picks.commands.planted", "wms.inventory.contracts"),
    ("rooms", "wms.inventory.moves.rest.planted", "wms.inventory.facade"),
    ("rooms", "wms.inventory.planted", ""),
    ("room", "wms.inventory.counts.rules.planted", "wms.inventory.counts.queries.counts"),
    (
        "room",
        "wms.inventory.counts.queries.planted",
        "wms.inventory.counts.commands.post_variances",
    ),
    ("room", "wms.inventory.counts.commands.planted", "wms.inventory.counts.rest.counts"),
    ("room", "wms.inventory.counts.planted", ""),
    ("rooms-of-fulfillment", "wms.fulfillment.exceptions.planted", "wms.fulfillment.saga.steps"),
    ("rooms-of-fulfillment", "wms.fulfillment.saga.planted", "wms.fulfillment.models"),
    ("rooms-of-fulfillment", "wms.fulfillment.planted", ""),
    ("rooms-of-reporting", "wms.reporting.order_view.planted", "wms.reporting.models"),
    ("rooms-of-reporting", "wms.reporting.planted", ""),
    ("saga", "wms.fulfillment.saga.workflow.planted", "wms.fulfillment.saga.queries.checks"),
    ("saga", "wms.fulfillment.saga.planted", ""),
    ("room", "wms.fulfillment.exceptions.models", "wms.fulfillment.exceptions.queries.exceptions"),
    ("room", "wms.reporting.order_view.planted", ""),
    ("face", "wms.fulfillment.planted", "wms.inventory.models"),
    ("face", "wms.fulfillment.planted", "wms.inventory.counts.commands.post_variances"),
    ("face", "wms.config.planted", "wms.waving.services.release_wave"),
    ("own", "wms.waving.rest.planted", "wms.waving.facade"),
    ("thin", "wms.shipping.rest.planted", "wms.shipping.models"),
    ("thin", "wms.waving.subscribers", "wms.waving.models"),
    ("thin", "wms.inventory.counts.rest.planted", "wms.inventory.counts.rules.posting"),
    ("http", "wms.orders.services.planted", "rest_framework"),
    ("http", "wms.fulfillment.exceptions.commands.planted", "rest_framework"),
    ("thin", "wms.fulfillment.exceptions.rest", "wms.fulfillment.exceptions.models"),
    ("temporal", "wms.fulfillment.exceptions.planted", "temporalio"),
    ("pure", "wms.waving.domain.planted", "django.utils.timezone"),
    ("pure", "wms.inventory.counts.rules.planted", "django.utils.timezone"),
    ("pure", "wms.inventory.counts.contracts.planted", "wms.platform.ids"),
    ("http", "wms.inventory.counts.commands.planted", "rest_framework"),
    ("pure", "wms.fulfillment.saga.workflow.planted", "wms.platform.ids"),
    ("pure", "wms.fulfillment.exceptions.contracts.planted", "wms.platform.ids"),
    ("pure", "wms.reporting.order_view.rules.planted", "django.utils.timezone"),
    ("temporal", "wms.waving.services.planted", "temporalio"),
    ("kafka", "wms.inventory.counts.commands.planted", "confluent_kafka"),
    ("celery", "wms.waving.services.planted", "celery"),
]


@pytest.fixture(scope="module")
def graph():
    """Return what imports what, as it is."""
    importlinter.configuration.configure()
    return settings.GRAPH_BUILDER.build(
        root_package_names=["wms"],
        include_external_packages=True,
        exclude_type_checking_imports=False,
        cache_dir=None,
    )


@pytest.fixture(scope="module")
def contracts(graph):
    """Return the contracts that are written down, by id."""
    options = read_user_options(str(PROJECT / "pyproject.toml"))
    return {
        each["id"]: KINDS[each["type"]](
            name=each["name"], session_options=options.session_options, contract_options=each
        )
        for each in options.contracts_options
    }


def keeps(contract, graph):
    """Return whether a graph keeps a contract; one with an unknown layer does not."""
    try:
        return contract.check(deepcopy(graph), verbose=False).kept
    except (InvalidContractOptions, ValueError):
        return False


@pytest.mark.parametrize(("contract", "module", "imported"), PLANTS)
def test_catches_an_import_across(graph, contracts, contract, module, imported):
    planted = deepcopy(graph)
    planted.add_module(module)
    if imported:
        planted.add_import(importer=module, imported=imported)

    assert not keeps(contracts[contract], planted)


def test_lets_an_import_down_pass(graph, contracts):
    planted = deepcopy(graph)
    planted.add_module(f"{IN}.counts.commands.planted")
    planted.add_import(
        importer=f"{IN}.counts.commands.planted", imported=f"{IN}.counts.queries.counts"
    )

    assert [name for name, contract in contracts.items() if not keeps(contract, planted)] == []


def test_the_tree_as_it_is_keeps_each_contract(graph, contracts):
    assert [name for name, contract in contracts.items() if not keeps(contract, graph)] == []


def test_each_contract_has_a_plant(contracts):
    assert contracts.keys() == {contract for contract, _module, _imported in PLANTS}
