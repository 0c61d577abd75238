"""Bodies: what is refused, with all faults at once, and that nothing happens then."""

import pytest

from wms.platform.tenancy.models import Client

URL = "/api/v1/things"
GOOD = {"name": "chair", "parts": [{"label": "leg", "weight": 4}]}


def faults(answer):
    return [(error["pointer"], error["code"]) for error in answer.json()["errors"]]


def test_a_good_body_is_done(api):
    answer = api.post(URL, GOOD)

    assert answer.status_code == 201
    assert answer.headers["Content-Type"] == "application/json"
    row = Client.objects.get(code="chair")
    assert answer.content == f'{{"thing_id":"{row.id}","name":"chair"}}'.encode()


def test_all_faults_come_at_once(api):
    answer = api.post(
        URL,
        {
            "parts": [
                {"label": "leg", "weight": 0},
                {"label": "", "weight": "4"},
                {"label": "cursed", "weight": 2000, "colour": "red"},
            ],
            "count": 1.5,
            "a/b~c": 1,
        },
    )

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert {key: problem[key] for key in ("type", "title", "status", "code")} == {
        "type": "urn:wms:problem:invalid",
        "title": "Bad Request",
        "status": 400,
        "code": "invalid",
    }
    assert sorted(faults(answer)) == [
        ("/a~1b~0c", "unknown_field"),
        ("/count", "wrong_type"),
        ("/name", "required"),
        ("/parts/0/weight", "too_small"),
        ("/parts/1/label", "too_short"),
        ("/parts/1/weight", "wrong_type"),
        ("/parts/2/colour", "unknown_field"),
        ("/parts/2/weight", "too_large"),
    ]
    assert not Client.objects.exclude(code="demo").exists()


def test_what_a_contract_refuses_is_a_fault_of_its_object(api):
    answer = api.post(URL, {**GOOD, "parts": [{"label": "cursed", "weight": 1}]})

    assert faults(answer) == [("/parts/0", "invalid_value")]
    assert answer.json()["errors"][0]["detail"] == "no thing is made of that"


def test_an_empty_list_is_too_short(api):
    assert faults(api.post(URL, {**GOOD, "parts": []})) == [("/parts", "too_short")]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "required"),
        (b"{", "malformed_json"),
        (b"nonsense", "malformed_json"),
        (b'{"name": "\xff\xfe"}', "malformed_json"),
        (b'{"name": "\\ud800"}', "malformed_json"),
        (b'{"name": "a\0b"}', "malformed_json"),
        (b"[" * 1_000, "malformed_json"),
        (b'{"a":' * 1_000, "malformed_json"),
        (b"1" * 5_000, "malformed_json"),
        (b"[]", "wrong_type"),
        (b"null", "wrong_type"),
        (b'"text"', "wrong_type"),
    ],
)
def test_what_is_no_such_object_is_one_fault_of_the_whole(api, raw, code):
    answer = api.send(URL, raw)

    assert answer.status_code == 400
    assert faults(answer) == [("", code)]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            b'{"name":"a\\u0000b","parts":[{"label":"leg","weight":4}]}',
            [("/name", "invalid_value")],
        ),
        (
            b'{"name":"a","parts":[{"label":"\\u0000","weight":4}]}',
            [("/parts/0/label", "invalid_value")],
        ),
        (
            b'{"name":"a","count":123456789012345678901234567890,'
            b'"parts":[{"label":"leg","weight":4}]}',
            [("/count", "too_large")],
        ),
        (
            b'{"name":"a","parts":[{"label":"leg","weight":99999999999999999999}]}',
            [("/parts/0/weight", "too_large")],
        ),
        (
            b'{"name":"a","parts":[{"label":"x","weight":4,"made_at":"2026-01-01T00:00:00"}]}',
            [("/parts/0/made_at", "no_time_zone")],
        ),
        (
            b'{"name":"a","parts":[{"label":"x","weight":4,"made_at":"0001-01-01T00:00:00+14:00"}]}',
            [("/parts/0/made_at", "invalid_value")],
        ),
        (
            b'{"name":"a","parts":[{"label":"x","weight":4,"made_at":"yesterday"}]}',
            [("/parts/0/made_at", "wrong_format")],
        ),
    ],
)
def test_what_no_table_can_hold_is_refused_where_it_stands(api, raw, expected):
    answer = api.send(URL, raw)

    assert answer.status_code == 400
    assert faults(answer) == expected
    assert not Client.objects.exclude(code="demo").exists()


def test_an_escaped_backslash_is_no_nul(api):
    raw = b'{"name":"a\\\\u0000b","parts":[{"label":"leg","weight":4}]}'

    assert api.send(URL, raw).status_code == 201


def test_a_list_of_faults_ends_somewhere(api):
    answer = api.post(URL, {**GOOD, **{f"field{number}": 1 for number in range(500)}})

    assert len(answer.json()["errors"]) == 100


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""],
)
def test_only_json_is_taken(api, content_type):
    answer = api.send(URL, b"name=chair", content_type)

    assert answer.status_code == 415
    assert answer.json()["code"] == "unsupported_media_type"


def test_a_charset_may_be_named(api):
    raw = b'{"name":"chair","parts":[{"label":"leg","weight":4}]}'

    assert api.send(URL, raw, "application/json; charset=utf-8").status_code == 201


def test_a_body_may_not_be_too_big(api, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000

    answer = api.send(URL, b" " * 1_001)

    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            b'{"name":"chair","name":"chair","parts":[{"label":"leg","weight":4}]}',
            [("/name", "repeated")],
        ),
        (
            b'{"name":"chair","n\\u0061me":"table","parts":[{"label":"leg","weight":4}]}',
            [("/name", "repeated")],
        ),
        (
            b'{"name":"chair","parts":[{"label":"leg","weight":4},'
            b'{"label":"leg","weight":4,"weight":4,"weight":5,"label":"arm"}]}',
            [("/parts/1/label", "repeated"), ("/parts/1/weight", "repeated")],
        ),
        (
            b'{"parts":[{"label":"leg","weight":4,"weight":"4"}],"count":"x","~/":{"a":1,"a":1}}',
            [
                ("/count", "wrong_type"),
                ("/name", "required"),
                ("/parts/0/weight", "wrong_type"),
                ("/~0~1", "unknown_field"),
                ("/~0~1/a", "repeated"),
            ],
        ),
        (
            b'{"name":"chair","count":1,"count":2,"parts":[],"parts":[{"label":"","weight":4}]}',
            [("/count", "repeated"), ("/parts", "repeated"), ("/parts/0/label", "too_short")],
        ),
    ],
)
def test_a_field_is_given_once(api, raw, expected):
    answer = api.send(URL, raw)

    assert answer.status_code == 400
    assert sorted(faults(answer)) == expected
    assert not Client.objects.exclude(code="demo").exists()


def test_the_same_name_in_other_objects_is_no_repeat(api):
    legs = [{"label": "name", "weight": 4}, {"label": "name", "weight": 4}]

    assert api.post(URL, {"name": "name", "parts": legs}).status_code == 201
