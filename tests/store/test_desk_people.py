"""Accounts, keys and work in the background, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tearsheet.model import Account
from tearsheet.store import accounts, jobs
from tearsheet.store.database import close_store

NOW = datetime(2026, 3, 7, 8, 0, tzinfo=UTC)
ADA = Account("ada", "Ada Admin", "admin")
EDDA = Account("edda", "Edda Editor", "editor")


def test_the_first_account_runs_the_house_and_there_is_one_first(store: Path | str) -> None:
    assert not accounts.anybody()
    assert accounts.add_first(EDDA, "x", NOW).role == "admin"
    with pytest.raises(accounts.AccountError):
        accounts.add_first(ADA, "x", NOW)
    with pytest.raises(accounts.AccountError):
        accounts.add_account(EDDA, "x", NOW)
    assert [one.name for one in accounts.accounts()] == ["edda"]


def test_somebody_always_runs_the_house(store: Path | str) -> None:
    accounts.add_account(ADA, "x", NOW)
    accounts.add_account(EDDA, "x", NOW)
    for lesser in (replace(ADA, role="chief"), replace(ADA, active=False)):
        with pytest.raises(accounts.AccountError):
            accounts.change("ada", lesser)
    accounts.change("edda", replace(EDDA, role="admin"))
    assert accounts.change("ada", replace(ADA, active=False)) == replace(ADA, active=False)
    with pytest.raises(LookupError):
        accounts.change("nobody", ADA)
    with pytest.raises(LookupError):
        accounts.change_password("nobody", "x")


def test_a_key_opens_for_its_owner_until_it_is_revoked(store: Path | str) -> None:
    accounts.add_account(EDDA, "x", NOW)
    token = accounts.make_token(EDDA, "Clock", "admin", NOW)
    assert accounts.token_holder(token) == (EDDA, "editor")
    assert accounts.token_holder("\udcff" + token) is None
    (kept,) = accounts.tokens_of("edda")
    assert (kept.title, kept.role, kept.made_at) == ("Clock", "editor", NOW)
    assert kept.used_at is not None
    assert token not in kept.digest
    assert not accounts.revoke_token("ada", kept.digest, NOW)
    assert accounts.revoke_token("edda", kept.digest, NOW)
    assert accounts.token_holder(token) is None
    assert accounts.tokens_of("edda") == []


def test_of_many_that_ask_at_once_one_gets_a_job(store: Path | str) -> None:
    asked = {jobs.ask("count", {"n": str(n)}, "edda", "en", NOW) for n in range(6)}

    def take_all(_: int) -> list[int]:
        try:
            taken = []
            while job := jobs.claim(NOW):
                taken.append(job.number)
            return taken
        finally:
            close_store()

    with ThreadPoolExecutor(3) as pool:
        taken = [number for part in pool.map(take_all, range(3)) for number in part]
    assert sorted(taken) == sorted(asked)


def test_a_job_tells_how_far_it_is_until_it_is_over(store: Path | str) -> None:
    number = jobs.ask("count", {"to": "three"}, "edda", "ru", NOW)
    jobs.note(number, 1, 3, "too early")
    assert jobs.job(number).doing == ""
    jobs.claim(NOW)
    jobs.note(number, 1, 3, "counting")
    job = jobs.job(number)
    assert (job.done, job.whole, job.doing, job.state) == (1, 3, "counting", "running")
    jobs.end(number, "Counted.", "/me/", NOW)
    jobs.fail(number, "too late", NOW)
    job = jobs.job(number)
    assert (job.state, job.told, job.leads_to, job.over) == ("done", "Counted.", "/me/", True)
    assert jobs.under_way("count") is None
    assert jobs.forget_old(NOW + jobs.KEPT) == 0
    assert jobs.forget_old(NOW + jobs.KEPT + timedelta(seconds=1)) == 1


def test_what_waits_already_is_not_asked_for_again(store: Path | str) -> None:
    words = {"to": "three", "from": "one"}
    number = jobs.ask_once("count", words, "edda", "en", NOW)
    assert jobs.ask_once("count", dict(reversed(words.items())), "ada", "en", NOW) == number
    assert jobs.ask_once("count", {"to": "three"}, "ada", "en", NOW) != number
