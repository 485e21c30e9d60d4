"""Work in the background: done once, told of while it goes on, taken up after a kill."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module
from threading import Event

import pytest
from django.test import Client
from django.utils import timezone

from tearsheet.desk.background import Done, Progress, WorkRefusedError, ask
from tearsheet.desk.background.kinds import TITLES
from tearsheet.desk.background.work import WORK, work
from tearsheet.desk.background.worker import Worker, do, take_up, work_off
from tearsheet.model import DeskRole
from tearsheet.pipeline import Newsroom
from tearsheet.store import jobs

SignedIn = Callable[[DeskRole | None], Client]


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    """Work of several tempers, registered while a test lasts."""

    @work("count", again=True, once=True)
    def count(room: Newsroom, words: dict[str, str], progress: Progress) -> Done:
        for number in range(3):
            progress("Counting", number, 3)
        return Done(f"Counted for {words['whom']}.", "/me/")

    @work("refuse")
    def refuse(room: Newsroom, words: dict[str, str], progress: Progress) -> str:
        raise WorkRefusedError("There is nothing to refuse.")

    @work("break")
    def broken(room: Newsroom, words: dict[str, str], progress: Progress) -> str:
        raise ZeroDivisionError("by nought")

    yield
    for kind in ("count", "refuse", "break"):
        del WORK[kind]


def test_work_is_done_in_order_and_told(desk: Newsroom, signed_in: SignedIn) -> None:
    number = ask("count", {"whom": "all"}, "editor")
    client = signed_in("reader")
    waiting = client.get(f"/jobs/{number}/").content.decode()
    assert "Waits its turn" in waiting
    assert 'hx-trigger="every 1s"' in waiting
    assert work_off(desk) == 1
    done = client.get(f"/jobs/{number}/", headers={"HX-Request": "true"})
    assert done.headers["HX-Redirect"] == "/me/"
    assert "Counted for all." in done.content.decode()
    assert "<html" not in done.content.decode()
    assert "Counted for all." in client.get("/jobs/").content.decode()
    assert client.get(f"/jobs/{number + 1}/").status_code == 404


def test_the_same_is_not_asked_for_twice_while_it_waits(desk: Newsroom) -> None:
    number = ask("count", {"whom": "all"}, "editor")
    assert ask("count", {"whom": "all"}, "chief") == number
    assert ask("count", {"whom": "others"}, "chief") != number
    work_off(desk)
    assert ask("count", {"whom": "all"}, "editor") != number


def test_failures_are_told_and_end_only_their_job(
    desk: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    refused, broken = ask("refuse", {}, "editor"), ask("break", {}, "editor")
    counted = ask("count", {"whom": "all"}, "editor")
    assert work_off(desk) == 3
    told = [(jobs.job(number).state, jobs.job(number).told) for number in (refused, broken)]
    assert told[0] == ("failed", "There is nothing to refuse.")
    assert told[1][0] == "failed"
    assert "ZeroDivisionError: by nought" in told[1][1]
    assert "by nought" in caplog.text
    assert jobs.job(counted).state == "done"


def test_a_job_has_one_worker(desk: Newsroom) -> None:
    ask("count", {"whom": "all"}, "editor")
    now = timezone.now()
    assert jobs.claim(now) is not None
    assert jobs.claim(now) is None


def test_what_a_kill_left_is_begun_again_or_told(desk: Newsroom) -> None:
    again, not_again = ask("count", {"whom": "all"}, "editor"), ask("refuse", {}, "editor")
    for _ in range(jobs.TRIES - 1):
        assert jobs.claim(timezone.now()).number == again
        take_up()
        assert jobs.job(again).state == "queued"
    jobs.claim(timezone.now())
    jobs.claim(timezone.now())
    take_up()
    assert "went down each time" in jobs.job(again).told
    assert "ask for it again" in jobs.job(not_again).told
    assert jobs.claim(timezone.now()) is None


def test_a_job_stops_between_two_steps_and_waits_again(desk: Newsroom) -> None:
    number = ask("count", {"whom": "all"}, "editor")
    stop = Event()
    stop.set()
    do(desk, jobs.claim(timezone.now()), stop)
    assert jobs.job(number).state == "queued"


def test_the_worker_takes_what_comes_and_ends(desk: Newsroom) -> None:
    with Worker(desk) as worker:
        number = ask("count", {"whom": "all"}, "editor")
        until = timezone.now() + timedelta(seconds=20)
        while not jobs.job(number).over and timezone.now() < until:
            Event().wait(0.05)
        assert jobs.job(number).state == "done"
    assert not worker.at_work


def test_old_jobs_leave_the_list(desk: Newsroom) -> None:
    ask("count", {"whom": "all"}, "editor")
    work_off(desk)
    assert jobs.forget_old(timezone.now()) == 0
    assert jobs.forget_old(timezone.now() + jobs.KEPT * 2) == 1


def test_every_kind_of_work_has_a_name_on_the_page() -> None:
    import_module("tearsheet.desk.urls")
    assert set(WORK) - {"count", "refuse", "break"} <= set(TITLES)


def test_an_editor_collects_now_and_a_second_time_sees_the_same_job(
    signed_in: SignedIn, desk: Newsroom
) -> None:
    first = signed_in("editor").post("/jobs/collect/").headers["Location"]
    assert signed_in("chief").post("/jobs/collect/").headers["Location"] == first
    assert "No source was due." not in signed_in("reader").get(first).content.decode()
    work_off(desk)
    assert "No source was due." in signed_in("reader").get(first).content.decode()
