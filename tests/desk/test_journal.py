"""The journal: everybody's decisions in plain sentences, in pages, as a table."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.test import Client

from tearsheet.desk.journal import told
from tearsheet.desk.sheet import harmless
from tearsheet.desk.views.journal import AT_ONCE
from tearsheet.model import Decision, DeskRole
from tearsheet.store import journal, queries
from tearsheet.store.decisions import append_decision
from tests.desk.questions import asked, evil, holds_no_markup_of, plain, refused

SignedIn = Callable[[DeskRole | None], Client]
NOON = datetime(2025, 9, 15, 12, 0, tzinfo=UTC)


def decide(subject: str, verdict: str, who: str = "Edda Editor", **more: object) -> None:
    append_decision(Decision(subject, verdict, who, NOON, **more))  # type: ignore[arg-type]


def test_each_kind_of_decision_is_a_sentence_with_its_links(signed_in: SignedIn) -> None:
    key = next(iter(queries.every_article())).article.key
    for subject, verdict in (
        (f"inbox demo: {key}", "taken, step 5"),
        ("inbox demo: step 5", "taken back, step 6"),
        ("edition 3 of demo", "draft to review"),
        ("edition 3 of demo", "let stand: unsupported date in 6250b2af1f30"),
        ("edition 3 of demo", "let stand no more: in 6250b2af1f30"),
        (f"quotation of {key}", "12-40 said by Aliya Bekova"),
        (f"stories: {key} = {'0' * 64}", "apart, and it leaves: x"),
        (f"copies: {key} = {'0' * 64}", "together"),
        ("person: Aliya Bekova = Алия Бекова", "the same person"),
        ("person: Aliya Bekova", "is called A. Bekova"),
        ("outlet: herald.example", "country KZ"),
        ("outlet: herald.example", "the same as courier.example"),
        ("watch: velmaria", "names added: Velmaria"),
        ("source: herald.example/world", "moved to https://herald.example/feed"),
        ("weather of tomorrow", "sunny"),
    ):
        decide(subject, verdict)
    page = signed_in("reader").get("/journal/").content.decode()
    for words in (
        "took back step 5 in the inbox of",
        "speaks in a quotation of",
        "?at=12-40",
        "are one person",
        "is to be called",
        "is the same outlet as",
        "weather of tomorrow: sunny",
        'href="/people/of/?name=Aliya+Bekova"',
        'href="/outlets/herald.example/"',
        'href="/watches/of/velmaria/"',
        'href="/sources/of/herald.example/world/"',
        "Edition 3 (demo)",
        "from Draft to In review",
        "let a sentence of Edition 3 (demo) stand",
        "held a sentence of Edition 3 (demo) to the gate again",
    ):
        assert words in page or words in plain(page)


def test_an_unknown_kind_still_reads() -> None:
    found = journal.Numbered(1, Decision("moon: full", "seen\nover Velmar", "Edda", NOON))
    assert [one.text for one in told([found])] == ["moon: full: seen\nover Velmar"]


def test_pages_follow_one_another_without_gap_or_double(signed_in: SignedIn) -> None:
    for number in range(AT_ONCE + 3):
        decide(f"weather {number:03}", "sunny")
    client = signed_in("reader")
    first = client.get("/journal/?kind=other").content.decode()
    further = re.search(r'rel="next" href="([^"]+)"', first)
    assert further is not None
    second = client.get(f"/journal/{further[1].replace('&amp;', '&')}").content.decode()
    shown = re.findall(r"weather \d{3}", first + second)
    assert shown == [f"weather {number:03}" for number in reversed(range(AT_ONCE + 3))]
    assert 'rel="next"' not in second


def test_entries_are_found_by_person_kind_and_day(signed_in: SignedIn) -> None:
    decide("outlet: herald.example", "country KZ", "Cleo Chief")
    append_decision(
        Decision("outlet: courier.example", "kind agency", "Ada", NOON + timedelta(days=2))
    )
    client = signed_in("reader")

    def outlets(query: str) -> list[str]:
        page = client.get(f"/journal/?{query}").content.decode()
        return re.findall(r'href="/outlets/(\w+)\.example/"', page)

    assert outlets("who=Cleo+Chief") == ["herald"]
    assert outlets("kind=outlet&first=2025-09-16") == ["courier"]
    assert outlets("kind=outlet&last=2025-09-15") == ["herald"]
    assert outlets("kind=source") == []
    assert outlets("first=tomorrow&before=x") == ["courier", "herald"]


def test_the_table_holds_no_formula(signed_in: SignedIn) -> None:
    decide("outlet: =1+1", "@SUM(A1)", "-2+3", reason="\t=cmd")
    answer = signed_in("reader").get("/journal/journal.csv?kind=outlet")
    lines = answer.getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == "at,who,subject,decided,reason"
    assert lines[1].split(",")[1:] == ["'-2+3", "outlet: =1+1", "'@SUM(A1)", "'\t=cmd"]
    assert harmless(" =A1").startswith("'")
    assert harmless("plain - words") == "plain - words"


def test_what_people_typed_is_never_markup(signed_in: SignedIn) -> None:
    for subject in ("weather {}", "outlet: {}", "person: {}", "edition 1 of {}", "watch: {}"):
        decide(subject.format(evil("s")), evil("v"), evil("w"), reason=evil("r"))
    page = signed_in("reader").get("/journal/").content.decode()
    assert holds_no_markup_of(page)


def test_a_long_journal_asks_no_more_questions(signed_in: SignedIn) -> None:
    client = signed_in("reader")
    client.get("/journal/")
    few = asked(lambda: client.get("/journal/"))
    keys = [known.article.key for known in queries.every_article()]
    for number in range(40):
        decide(f"quotation of {keys[number % len(keys)]}", "1-2 no quotation")
    assert asked(lambda: client.get("/journal/")) <= few + 1


def test_the_journal_is_for_people_of_the_desk(signed_in: SignedIn) -> None:
    addresses = ("/journal/", "/journal/journal.csv")
    assert refused(signed_in, addresses, wrong=(), method="GET") == []
