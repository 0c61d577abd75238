"""The typed client that is generated from the description of the API, used against the server."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import httpx
import pytest
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from tests.orders.bodies import BODY
from tests.support.api import Api, make_site

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """Generate the client as `make client` does, and let it be imported."""
    folder = tmp_path_factory.mktemp("client")
    call_command("spectacular", "--file", str(folder / "openapi.yaml"))
    subprocess.run(
        [
            *(Path(sys.executable).with_name("openapi-python-client"), "generate"),
            *("--path", folder / "openapi.yaml", "--meta", "none"),
            *("--output-path", folder / "wms_client"),
        ],
        check=True,
        capture_output=True,
    )
    sys.path.insert(0, str(folder))
    yield lambda name: import_module(f"wms_client.{name}")
    sys.path.remove(str(folder))


@pytest.fixture
def client(generated):
    make_site()
    return generated("client").AuthenticatedClient(
        base_url="http://testserver",
        token=Api("supervisor").token,
        httpx_args={"transport": httpx.WSGITransport(get_wsgi_application())},
    )


def test_an_order_is_posted_and_read_with_types(generated, client):
    models = generated("models")

    made = generated("api.orders.post_orders").sync(
        client=client, body=models.NewOrder.from_dict(BODY), idempotency_key="one"
    )
    read = generated("api.orders.get_orders_order_id").sync(made.order_id, client=client)
    listed = generated("api.orders.get_orders").sync(
        client=client, status=[models.OrderStatus.RECEIVED, models.OrderStatus.PICKED]
    )

    assert isinstance(made, models.Order)
    assert (read.number, read.status) == (made.number, models.OrderStatus.RECEIVED)
    assert [each.order_id for each in listed.results] == [made.order_id]


def test_a_refusal_is_a_problem_with_a_code(generated, client):
    models = generated("models")
    wrong = models.NewOrder.from_dict(BODY | {"external_ref": "x" * 500})

    refused = generated("api.orders.post_orders").sync(client=client, body=wrong)

    assert isinstance(refused, models.Problem)
    assert (refused.status, refused.code) == (400, "invalid")
    assert refused.errors[0].pointer == "/external_ref"
