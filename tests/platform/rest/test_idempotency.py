"""Idempotency-Key: one effect and one answer per caller, route, key and body."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.utils import timezone

from tests.platform.rest import sample as sample_api
from tests.support.api import Api, make_site
from tests.support.database import connection
from wms.platform.rest.idempotency import IdempotencyReceipt, RequestInFlight, purge_receipts
from wms.platform.rest.models import IdempotencyRecord
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewClient
from wms.platform.tenancy.models import Client
from wms.platform.transactions import transaction

URL = "/api/v1/things"


def chair(name="chair", count=1):
    return {"name": name, "parts": [{"label": "leg", "weight": 4}], "count": count}


def test_a_repeat_gets_the_same_bytes(api):
    first = api.post(URL, chair(), Idempotency_Key="k1")
    again = api.post(URL, chair(), Idempotency_Key="k1")

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert "Idempotent-Replay" not in first.headers
    assert again.headers["Idempotent-Replay"] == "true"
    assert Client.objects.filter(code="chair").count() == 1


def test_another_body_is_refused(api):
    api.post(URL, chair(), Idempotency_Key="k1")

    answer = api.post(URL, chair("table"), Idempotency_Key="k1")

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert not Client.objects.filter(code="table").exists()


def test_a_refusal_keeps_nothing(api):
    refused = api.post(URL, chair(count=101), Idempotency_Key="k1")
    assert refused.status_code == 422
    assert not IdempotencyRecord.objects.exists()

    assert api.post(URL, chair(), Idempotency_Key="k1").status_code == 201


def test_keys_of_another_token_are_other_keys(api):
    api.post(URL, chair(), Idempotency_Key="k1")

    answer = Api("integrator", name="another").post(URL, chair("table"), Idempotency_Key="k1")

    assert answer.status_code == 201
    assert "Idempotent-Replay" not in answer.headers


def test_keys_of_another_client_are_other_keys(api):
    tenancy.create_client(NewClient(code="other"))
    api.post(URL, chair(), Idempotency_Key="k1")

    answer = Api("integrator", client="other").post(URL, chair("table"), Idempotency_Key="k1")

    assert answer.status_code == 201


def test_an_answer_is_kept_for_a_day(api):
    api.post(URL, chair(), Idempotency_Key="k1")
    IdempotencyRecord.objects.update(created_at=timezone.now() - timedelta(hours=24))

    answer = api.post(URL, chair("table"), Idempotency_Key="k1")

    assert answer.status_code == 201
    assert IdempotencyRecord.objects.count() == 1
    assert IdempotencyRecord.objects.get().created_at > timezone.now() - timedelta(minutes=1)


def test_old_answers_are_purged(api):
    api.post(URL, chair(), Idempotency_Key="old")
    IdempotencyRecord.objects.update(created_at=timezone.now() - timedelta(hours=25))
    api.post(URL, chair("table"), Idempotency_Key="new")

    assert purge_receipts(now=timezone.now()) == 1
    assert IdempotencyRecord.objects.get().key == "new"


@pytest.mark.parametrize("key", ["", "x" * 201, "schlüssel", "a\tb"])
def test_a_key_has_limits(api, key):
    answer = api.post(URL, chair(), Idempotency_Key=key)

    assert answer.status_code == 400
    (fault,) = answer.json()["errors"]
    assert (fault["code"], fault["place"]) == ("invalid_idempotency_key", "header")
    assert not Client.objects.filter(code="chair").exists()


@pytest.mark.django_db(transaction=True)
def test_a_request_that_is_in_flight_is_to_be_sent_again(sample):
    make_site()
    api, inside, gate = Api("integrator"), Barrier(2), Barrier(2)
    sample_api.gate[:] = [inside, gate]

    def first():
        try:
            return api.post(URL, chair(), Idempotency_Key="k1")
        finally:
            connection.close()

    try:
        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(first)
            inside.wait(timeout=10)
            meanwhile = api.post(URL, chair(), Idempotency_Key="k1")
            gate.wait(timeout=10)
            done = running.result()
    finally:
        sample_api.gate.clear()

    assert (meanwhile.status_code, meanwhile.json()["code"]) == (409, "request_in_flight")
    assert done.status_code == 201
    again = api.post(URL, chair(), Idempotency_Key="k1")
    assert again.content == done.content


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_is_new():
    client_id = make_site().client_id
    start = Barrier(16)

    def attempt(_number):
        receipt = IdempotencyReceipt(
            client_id=client_id, caller="user:1", route="POST /x", key="k", body=b"{}"
        )
        start.wait(timeout=10)
        try:
            with transaction:
                kept = receipt.claim("default")
                if kept is None:
                    Client.objects.create(code="once", name="once")
                    receipt.keep(b'"done"')
                    return "new"
                return kept.decode()
        except RequestInFlight:
            return "in flight"
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(attempt, range(16)))

    assert answers.count("new") == 1
    assert set(answers) <= {"new", '"done"', "in flight"}
    assert Client.objects.filter(code="once").count() == 1
