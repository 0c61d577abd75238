"""The description of the API comes from the contracts."""

import json

import pytest

URL = "/api/schema"


@pytest.fixture
def described(api):
    answer = api.get(URL, {"format": "json"})
    assert answer.status_code == 200
    return json.loads(answer.content)


def test_it_is_openapi_3_1(described):
    assert described["openapi"].startswith("3.1.")


def test_a_body_is_the_contract(described):
    operation = described["paths"]["/api/v1/things"]["post"]

    assert operation["requestBody"]["content"] == {
        "application/json": {"schema": {"$ref": "#/components/schemas/NewThing"}}
    }
    assert operation["operationId"] == "post_things"
    schema = described["components"]["schemas"]["NewThing"]
    assert schema["required"] == ["name", "parts"]
    assert schema["properties"]["parts"]["items"] == {"$ref": "#/components/schemas/Part"}
    assert schema["properties"]["parts"]["maxItems"] == 50
    assert described["components"]["schemas"]["Part"]["properties"]["weight"]["maximum"] == 1000


def test_an_answer_is_the_contract_or_a_problem(described):
    answers = described["paths"]["/api/v1/things"]["post"]["responses"]

    assert answers["201"]["content"] == {
        "application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}
    }
    assert answers["4XX"]["content"] == {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
    }


def test_a_list_has_filters_and_pages(described):
    operation = described["paths"]["/api/v1/things"]["get"]

    assert {each["name"] for each in operation["parameters"]} == {
        *("name", "at_least", "since", "cursor", "limit", "sort", "fields", "format")
    }
    page = described["components"]["schemas"]["ThingPage"]
    assert page["properties"]["results"] == {
        "type": "array",
        "items": {"$ref": "#/components/schemas/Thing"},
    }


def test_a_post_may_carry_a_key(described):
    parameters = described["paths"]["/api/v1/things"]["post"]["parameters"]

    assert [(each["in"], each["name"]) for each in parameters] == [("header", "Idempotency-Key")]


def test_machines_and_people_log_in(described):
    assert described["components"]["securitySchemes"] == {
        "bearer": {"type": "http", "scheme": "bearer"},
        "cookieAuth": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
    }
