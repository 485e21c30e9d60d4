"""What people say of an outlet stays, whatever is read and whatever a new register says."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tearsheet.model import Kept, Outlet, Ownership
from tearsheet.pipeline import outlets
from tearsheet.pipeline.outlets import OutletError, Words
from tearsheet.press import Register
from tearsheet.store import decisions, queries, writes
from tearsheet.store import outlets as words
from tearsheet.store.outlets import OutletChangedError
from tests.nouns import NOON, a_capture, a_reading, an_article, an_outlet

pytestmark = pytest.mark.usefixtures("store")

HERALD = an_outlet()
REGISTER = Register([[HERALD, an_outlet("courier.example", "The Courier")]])
_pages = count()


def read(outlet: Outlet) -> str:
    """A run reads one more page of an outlet, as its register knows it."""
    capture = a_capture(f"https://{outlet.key}/{next(_pages)}")
    article = an_article(capture)
    writes.file_captures([capture])
    writes.file_readings([(capture.key, Kept(a_reading(article, outlet)))])
    return article.key


def as_it_is(outlet: Outlet) -> Words:
    return Words(outlet.name, outlet.country or "", outlet.languages, outlet.kind, outlet.ownership)


def correct(key: str, **said: object) -> Outlet:
    there = outlets.outlet_of(REGISTER, key)
    steps = len(outlets.standing_of(REGISTER, key).earlier)
    wanted = replace(as_it_is(there), **said)  # type: ignore[arg-type]
    return outlets.correct(REGISTER, key, wanted, steps, who="Edda", now=NOON)


def take_back(key: str) -> Outlet:
    steps = len(outlets.standing_of(REGISTER, key).earlier)
    return outlets.take_back(REGISTER, key, steps, who="Edda", now=NOON)


def test_articles_read_before_and_after_show_what_was_corrected() -> None:
    before = read(HERALD)
    correct("herald.example", country="KZ")
    after = read(HERALD)
    found = queries.articles([before, after])
    assert [found[key].outlet.country for key in (before, after)] == ["KZ", "KZ"]


def test_an_outlet_that_printed_nothing_yet_is_right_from_its_first_page() -> None:
    correct("herald.example", kind="agency")
    assert queries.articles([read(HERALD)]).popitem()[1].outlet.kind == "agency"


def test_a_new_register_fills_in_what_nobody_corrected() -> None:
    correct("herald.example", country="KZ")
    newer = Register([[replace(HERALD, country="DE", kind="newspaper")]])
    laid = words.lay_over(newer).keyed("herald.example")
    assert laid is not None
    assert (laid.country, laid.kind) == ("KZ", "newspaper")
    assert queries.outlets() == [laid]


def test_what_was_corrected_is_in_the_journal_and_can_be_taken_back() -> None:
    correct("herald.example", country="KZ", languages=("kk", "ru"))
    assert take_back("herald.example") == HERALD
    told = [one.verdict for one in decisions.decisions_on("outlet: herald.example")]
    assert told == [
        "country KZ; languages kk, ru",
        "taken back: country KZ; languages kk, ru",
    ]
    with pytest.raises(OutletError, match="nothing to take back"):
        take_back("herald.example")


def test_saying_what_is_so_already_is_no_decision() -> None:
    correct("herald.example")
    assert decisions.decisions_on("outlet: ") == []


def test_who_owns_an_outlet_needs_a_citation() -> None:
    with pytest.raises(OutletError, match="who owns"):
        correct("herald.example", ownership=Ownership("state", " "))
    stated = Ownership("state", "Companies register, 3 May 2025")
    assert correct("herald.example", ownership=stated).ownership == stated


@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"country": "XX1"}, {"languages": ("notalanguage",)}, {"kind": "blog"}],
)
def test_what_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(OutletError):
        correct("herald.example", **wrong)


def test_two_editors_do_not_overwrite_each_other() -> None:
    correct("herald.example", country="KZ")
    with pytest.raises(OutletChangedError):
        outlets.correct(
            REGISTER,
            "herald.example",
            replace(as_it_is(HERALD), kind="agency"),
            0,
            who="Cleo",
            now=NOON,
        )


def unknown() -> Outlet:
    return replace(REGISTER.outlet_for("https://h-news.example/a"), languages=("ru",))


def test_an_unknown_outlet_joined_with_a_known_one_is_that_one() -> None:
    before = read(unknown())
    outlets.join(REGISTER, "h-news.example", "herald.example", 0, who="Edda", now=NOON)
    after = read(unknown())
    found = queries.articles([before, after])
    assert {known.outlet.key for known in found.values()} == {"herald.example"}
    laid = words.lay_over(REGISTER).at("https://h-news.example/b")
    assert laid is not None
    assert laid.key == "herald.example"
    assert words.keys_of("herald.example") == ("herald.example", "h-news.example")
    lines = outlets.found(REGISTER, outlets.Asked(among="printed"))
    assert [(line.outlet.key, line.articles) for line in lines] == [("herald.example", 2)]


def test_two_that_were_joined_can_be_taken_apart() -> None:
    key = read(unknown())
    outlets.join(REGISTER, "h-news.example", "herald.example", 0, who="Edda", now=NOON)
    correct("herald.example", country="KZ")
    assert queries.articles([key])[key].outlet.country == "KZ"
    take_back("h-news.example")
    assert queries.articles([key])[key].outlet == unknown()
    assert outlets.outlet_of(REGISTER, "herald.example").domains == HERALD.domains


def test_nothing_is_joined_in_a_circle() -> None:
    read(unknown())
    outlets.join(REGISTER, "h-news.example", "herald.example", 0, who="Edda", now=NOON)
    with pytest.raises(OutletError, match="already"):
        outlets.join(REGISTER, "courier.example", "h-news.example", 0, who="Edda", now=NOON)
    with pytest.raises(OutletError, match="other way"):
        outlets.join(REGISTER, "herald.example", "courier.example", 0, who="Edda", now=NOON)
    with pytest.raises(OutletError, match="itself"):
        outlets.join(REGISTER, "courier.example", "courier.example", 0, who="Edda", now=NOON)


_steps = st.one_of(
    st.tuples(st.just("read"), st.sampled_from(["DE", "FR", ""])),
    st.tuples(st.just("register"), st.sampled_from(["DE", "FR", ""])),
    st.tuples(st.just("correct"), st.sampled_from(["KZ", "UZ", ""])),
    st.tuples(st.just("take back"), st.just("")),
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(_steps, max_size=12))
def test_in_any_order_of_runs_and_corrections_the_last_word_is_a_persons(
    steps: Sequence[tuple[str, str]],
) -> None:
    with transaction.atomic():
        said = list[str]()
        for what, country in steps:
            known = replace(HERALD, country=country or None)
            if what == "read":
                read(known)
            elif what == "register":
                words.lay_over(Register([[known]]))
            elif what == "correct" and country != (said[-1] if said else None):
                before = outlets.outlet_of(REGISTER, HERALD.key).country or ""
                correct(HERALD.key, country=country)
                said += [country] if country != before else []
            elif what == "take back" and said:
                take_back(HERALD.key)
                said.pop()
            if said:
                assert outlets.outlet_of(REGISTER, HERALD.key).country == (said[-1] or None)
                assert all(one.country == (said[-1] or None) for one in queries.outlets())
        transaction.set_rollback(True)
