"""Jobs whose units are none of each other's business."""

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from tests.support.api import Api, make_site
from wms.platform.jobs.models import JobFault
from wms.platform.jobs.run import Job

pytestmark = pytest.mark.django_db


def run(*failing: str, job: str = "sweep") -> list[str]:
    def sweep(room: str) -> str:
        if room in failing:
            raise ValueError(f"{room} is locked")
        return f"{room} is clean"

    with Job(job) as each:
        return each.each(["hall", "attic", "cellar"], sweep, called=lambda room: f"the {room}")


def faults() -> list[tuple[str, str, str, int]]:
    return list(JobFault.objects.values_list("job", "unit", "message", "times"))


def test_a_unit_that_fails_never_stops_another_and_is_reported():
    assert run("attic") == ["hall is clean", "cellar is clean"]

    assert faults() == [("sweep", "the attic", "ValueError: attic is locked", 1)]


def test_a_fault_is_kept_once_however_often_and_forgotten_when_it_is_over():
    run("attic", "hall")
    first = JobFault.objects.get(unit="the attic")
    run("attic")

    assert faults() == [("sweep", "the attic", "ValueError: attic is locked", 2)]
    again = JobFault.objects.get()
    assert (again.first_at, again.last_at > first.last_at) == (first.first_at, True)

    run()
    assert faults() == []


def test_a_job_forgets_nothing_of_another():
    run("attic")

    run(job="paint")

    assert [job for job, *_ in faults()] == ["sweep"]


@pytest.mark.django_db(transaction=True)
def test_a_run_ends_where_no_fault_can_be_kept():
    seen: list[int] = []

    def cut_off(number: int) -> None:
        seen.append(number)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(OperationalError), Job("sweep") as job:
        job.each([1, 2, 3], cut_off)
    connection.close()

    assert seen == [1]
    assert faults() == []


def test_what_fails_is_measured_and_listed():
    make_site()
    run("attic", "hall")

    told = Api("ops").get("/metrics").content.decode()
    root = User.objects.create_superuser("root")
    page = Client()
    page.force_login(root)
    listed = page.get(reverse("admin:jobs_jobfault_changelist")).content.decode()

    assert 'wms_job_faults{job="sweep"} 2.0' in told
    assert "the attic" in listed
    assert "attic is locked" in listed
