"""A search finds what its definition says, in the order it says, on SQLite and on PostgreSQL."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tearsheet.model import Kept
from tearsheet.store import search, writes
from tearsheet.store.rows import OutletRow
from tearsheet.store.search import Entry, Found
from tearsheet.text.query import All, AnyOf, Node, Not, Query, Trait, Words, index_terms, parse
from tests.nouns import NOON, a_capture, a_reading, an_article

pytestmark = pytest.mark.usefixtures("store")

SCRIPTS = {
    "en": "water treaty Water's state-owned U.S. 2.5 naïve",
    "ru": "вода договор Ёлка йод водный 2025",
    "ar": "ماء الْمَاءُ معاهدة إلى أحمد ٢٠٢٥",
    "he": "מים שָׁלוֹם אמנה",
    "zh": "中国 中国经济 经济 国 水条约 2025年 年度",
    "ko": "대한민국 대한 한국 물",
    "hi": "हिन्दी पानी संधि में",
    "ja": "カタカナ ｶﾀ 条約 です",
    "und": "𞤀𞤁𞤂 Ꮳꮃ ẞ ﬁ ა Ა",  # scripts younger than a database's tables
}
WORDS = [word for words in SCRIPTS.values() for word in words.split()]
OUTLETS = [("herald.example", "The Herald", "KZ"), ("gazeta.example", "Газета", "RU"),
           ("news.herald.example", "Herald News", "KZ"), ("nowhere.example", "", "")]  # fmt: skip
COMMON = st.sampled_from(WORDS)


def an_outlet_row(key: str, name: str, country: str) -> OutletRow:
    return OutletRow(key=key, name=name, country=country, noun=b"{}")


def documents(seed: int, number: int = 60) -> list[Entry]:
    """Entries of random words in many scripts, each at a time of its own."""
    chance = random.Random(seed)
    made = list[Entry]()
    for at in range(number):
        language = chance.choice(list(SCRIPTS))
        words = SCRIPTS[language].split() + chance.sample(WORDS, 2)
        title = chance.choice([" ", ""]).join(chance.choices(words, k=chance.randint(0, 3)))
        body = " ".join(chance.choices(words, k=chance.randint(0, 12)))
        made.append(
            Entry(
                f"{chance.getrandbits(256):064x}",
                datetime(2025, 9, 1) + timedelta(hours=7 * at),
                index_terms(title, language),
                index_terms(body, language),
                chance.choice(OUTLETS)[0],
                language,
            )
        )
    return made


@pytest.fixture
def filled() -> list[Entry]:
    entries = documents(7)
    OutletRow.objects.bulk_create([an_outlet_row(*outlet) for outlet in OUTLETS])
    search.index(entries)
    return entries


def is_meant(node: Node | None, entry: Entry) -> bool:
    """The definition."""
    match node:
        case None:
            return True
        case Words():
            texts = [entry.title] if node.in_title else [entry.title, entry.body]
            return any(stands(node, text.split()) for text in texts)
        case Trait("language", value):
            return entry.language == value
        case Trait("country", value):
            return (entry.outlet_key, value) in {(key, where) for key, _, where in OUTLETS}
        case Trait("outlet", value):
            return entry.outlet_key == value
        case Not(part):
            return not is_meant(part, entry)
        case All(parts):
            return all(is_meant(part, entry) for part in parts)
        case AnyOf(parts):
            return any(is_meant(part, entry) for part in parts)


def stands(words: Words, terms: Sequence[str]) -> bool:
    size = len(words.terms)
    *before, end = words.terms
    return any(
        list(terms[at : at + size - 1]) == before
        and (
            terms[at + size - 1] == end
            or (words.is_prefix and terms[at + size - 1].startswith(end))
        )
        for at in range(len(terms) - size + 1)
    )


def keys(entries: Sequence[Entry]) -> list[str]:
    return [
        one.article_key for one in sorted(entries, key=lambda one: one.printed_at, reverse=True)
    ]


@st.composite
def typed(draw: st.DrawFn, depth: int = 2) -> str:
    """Queries as people type them, whole and broken."""
    kind = draw(st.integers(0, 9 if depth else 5))
    if kind <= 1:
        return draw(COMMON)
    if kind == 2:
        return f'"{" ".join(draw(st.lists(COMMON, max_size=3)))}"'
    if kind == 3:
        word = draw(COMMON)
        return f"{word[: draw(st.integers(1, 4))]}*"
    if kind == 4:
        return f"title:{draw(COMMON)}"
    if kind == 5:
        traits = ["lang:ru", "lang:zh", "country:KZ", "country:XX", "outlet:gazeta.example"]
        return draw(st.sampled_from(traits))
    parts = draw(st.lists(typed(depth=depth - 1), min_size=1, max_size=3))
    if kind == 6:
        return f"-{parts[0]}" if " " not in parts[0] else f"NOT ({parts[0]})"
    if kind == 7:
        return f"({' OR '.join(parts)})"
    return " ".join(parts)


QUIETLY = settings(
    max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@QUIETLY
@given(typed=typed())
def test_a_query_finds_what_its_definition_says(filled: list[Entry], typed: str) -> None:
    query = parse(typed)
    meant = keys([entry for entry in filled if is_meant(query.node, entry)])
    assert search.search(query, most=100) == Found(tuple(meant), len(meant), True)


@QUIETLY
@given(typed=st.text(max_size=30))
def test_nothing_that_is_typed_is_an_error(filled: list[Entry], typed: str) -> None:
    query = parse(typed)
    meant = keys([entry for entry in filled if is_meant(query.node, entry)])
    assert list(search.search(query, most=100).keys) == meant


@QUIETLY
@given(typed=typed(), most=st.integers(1, 9), after=st.integers(0, 70))
def test_pages_follow_one_another(filled: list[Entry], typed: str, most: int, after: int) -> None:
    query = parse(typed)
    for order in ("newest", "titles first"):
        whole = search.search(query, most=100, order=order)
        page = search.search(query, most=most, after=after, order=order)
        assert page.keys == whole.keys[after : after + most]
        assert page.total == len(whole.keys)


def test_titles_come_first_where_that_is_asked(filled: list[Entry]) -> None:
    found = search.find("вода", most=100)
    titled = [one for one in filled if "вода" in one.title.split()]
    others = [one for one in filled if "вода" in one.body.split() and one not in titled]
    assert titled
    assert others
    assert found == [*keys(titled), *keys(others)]


def test_days_are_those_printed_and_both_are_included(filled: list[Entry]) -> None:
    first, last = date(2025, 9, 3), date(2025, 9, 5)
    meant = [one for one in filled if first <= one.printed_at.date() <= last]
    for found in (
        search.search(Query(), first=first, last=last, most=100),
        search.search(parse("after:2025-09-03 before:2025-09-05"), most=100),
        search.search(parse("after:2025-09-03"), last=last, most=100),
    ):
        assert list(found.keys) == keys(meant)
    assert search.search(Query(), first=date.min, last=date.max).total == len(filled)


def test_restrictions_hold_together(filled: list[Entry]) -> None:
    some = {one.article_key for one in filled[::2]}
    found = search.search(
        parse("-2025"), languages=["ru", "zh-Hans"], countries=["KZ"], within=some, most=100
    )
    meant = [
        one
        for one in filled[::2]
        if one.language in ("ru", "zh")
        and one.outlet_key in ("herald.example", "news.herald.example")
        and not stands(Words(("2025",)), one.title.split())
        and not stands(Words(("2025",)), one.body.split())
    ]
    assert meant
    assert list(found.keys) == keys(meant)
    assert search.search(Query(), within=[]).keys == ()
    assert search.search(Query(), outlets=["nobody.example"]).keys == ()


@pytest.mark.parametrize(
    ("typed", "outlets"),
    [
        ("outlet:herald.example", ["herald.example"]),
        ("outlet:https://herald.example/news", ["herald.example"]),
        ("outlet:herald", ["herald.example", "news.herald.example"]),
        ('outlet:"the herald"', ["herald.example"]),
        ("outlet:газета", ["gazeta.example"]),
        ("outlet:courier", []),
        ("outlet:—", []),
    ],
)
def test_an_outlet_is_known_by_host_and_by_words_of_its_name(
    filled: list[Entry], typed: str, outlets: list[str]
) -> None:
    meant = [one for one in filled if one.outlet_key in outlets]
    assert list(search.search(parse(typed), most=100).keys) == keys(meant)


def test_an_outlet_s_country_is_the_one_that_stands_now(filled: list[Entry]) -> None:
    OutletRow.objects.filter(key="gazeta.example").update(country="UZ")
    assert search.search(parse("country:RU")).total == 0
    assert search.search(parse("country:UZ")).total > 0


def test_of_very_many_it_is_said_that_there_are_more(
    filled: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "COUNTED", 20)
    assert search.search(Query(), most=5) == Found(tuple(keys(filled)[:5]), 20, False)


def test_articles_of_one_second_each_have_a_place(filled: list[Entry]) -> None:
    twins = [
        Entry(f"{number:064x}", datetime(2025, 10, 1), "twin", "", "herald.example", "en")
        for number in range(3_000)
    ]
    for start in range(0, len(twins), 1_000):
        search.index(twins[start : start + 1_000])
    found = search.search(parse("title:twin"), most=3_000)
    assert sorted(found.keys) == [one.article_key for one in twins]


def test_what_is_indexed_anew_or_forgotten_is_found_no_more(filled: list[Entry]) -> None:
    one = filled[0]
    search.index([Entry(one.article_key, one.printed_at, "velmar", "", one.outlet_key, "en")])
    assert search.find("velmar") == [one.article_key]
    assert search.search(Query()).total == len(filled)
    search.forget([one.article_key])
    assert search.find("velmar") == []
    assert search.search(Query()).total == len(filled) - 1


def test_a_very_long_text_is_found_by_its_beginning() -> None:
    words = " ".join(f"слово{number}" for number in range(100_000))
    entry = Entry("a" * 64, datetime(2025, 9, 1), "", index_terms(words, "ru"), "x", "ru")
    search.index([entry, Entry("b" * 64, datetime(2025, 9, 2), "x" * 100, "", "x", "en")])
    assert search.find('"слово300 слово301"') == ["a" * 64]
    assert search.find("слово99999") == []
    assert search.find("x" * 3_000) == ["b" * 64]


def test_a_phrase_is_found_however_often_and_far_in_its_words_stand() -> None:
    """PostgreSQL's own index keeps 256 places of a word, and none beyond 16,383."""
    body = "often " * 20_000 + "often rare often"
    search.index([Entry("a" * 64, datetime(2025, 9, 1), "", body, "x", "en")])
    assert search.find('"rare often"') == search.find('"often rare"') == ["a" * 64]
    assert search.find('"rare rare"') == []


def test_an_article_is_found_by_the_day_printed_on_it_wherever_that_is() -> None:
    """02:00 of the 16th in Velmar is still the 15th in Greenwich."""
    capture = a_capture()
    article = an_article(capture)
    assert article.published
    zoned = article.published.at.fromisoformat("2025-09-16T02:00:00+05:00")
    article = an_article(capture, published=type(article.published)(zoned, "second", "page", ""))
    undated = a_capture("https://herald.example/undated")
    writes.file_captures([capture, undated])
    second = an_article(undated, published=None)
    writes.file_readings(
        [(capture.key, Kept(a_reading(article))), (undated.key, Kept(a_reading(second)))]
    )
    assert search.search(parse("after:2025-09-16"), last=date(2025, 9, 16)).keys == (article.key,)
    captured = NOON.date()
    assert second.key in search.search(Query(), first=captured, last=captured).keys


def test_an_older_reading_of_a_capture_is_found_no_more() -> None:
    capture = a_capture()
    writes.file_captures([capture])
    old, new = an_article(capture, text="Rain fell."), an_article(capture, text="Rain stopped.")
    for article in (old, new, new):
        writes.file_readings([(capture.key, Kept(a_reading(article)))])
    assert search.find("rain") == [new.key]
    assert search.find("fell") == []
