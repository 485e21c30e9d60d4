"""A translation is told from a report of the same event by its sentences in order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.model import (
    Article,
    Credit,
    Dated,
    ExtractionReport,
    Outlet,
    OutletName,
    Provenance,
)
from tearsheet.relate.translations import (
    Head,
    Window,
    facts_fit,
    head_of,
    link_of,
    links,
    passages_of,
    side_of,
)
from tearsheet.relate.translations.alignment import aligned
from tearsheet.relate.translations.judgement import judgement
from tearsheet.relate.translations.traits import traits_of
from tearsheet.relate.vectors.means import LanguageMeans

DAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
DIMENSIONS = 64
MEANS = LanguageMeans.shipped("invented", DIMENSIONS)

ENGLISH = (
    "Ferry returns to the Marrow islands",
    "The council of Port Marrow reopened the ferry line after 11 years.",
    "Two boats for 240 passengers each leave at 7.15.",
    "The teacher Ina Holm bought the first ticket.",
    "“We have waited long enough,” said Peter Quist, who runs the harbour.",
    "The line costs 42,000 crowns a week.",
    "Half of it is paid by the islands of Skerry and Vaal.",
    "A bridge was refused by the voters in 2019.",
)
GERMAN = (
    "Fähre fährt wieder zu den Marrow-Inseln",
    "Der Rat von Port Marrow hat die Fährlinie nach 11 Jahren wieder eröffnet.",
    "Zwei Boote für je 240 Fahrgäste legen um 7.15 Uhr ab.",
    "Die erste Karte kaufte die Lehrerin Ina Holm.",
    "„Wir haben lange genug gewartet“, sagte Hafenmeister Peter Quist.",
    "Die Linie kostet 42.000 Kronen in der Woche.",
    "Die Hälfte davon zahlen die Inseln Skerry und Vaal.",
    "Eine Brücke hatten die Wähler 2019 abgelehnt.",
)
OWN_REPORT = (
    "Jubel am Kai von Port Marrow",
    "Mehr als hundert Menschen standen am Montag im Regen.",
    "Nach 11 Jahren fuhr wieder ein Schiff hinaus.",
    "Kapitänin Lotte Brandt sprach von einem Festtag.",
    "Der Bäcker Emil Sand verteilte 300 Brötchen.",
    "Kritik kam von den Fischern im Nordhafen.",
    "Sie fürchten um 14 Liegeplätze.",
    "Im Herbst entscheidet das Gericht in Holmstad.",
)
_REPORTED = {OWN_REPORT[0]: 0, OWN_REPORT[2]: 1}
"""What the own report tells too: the event."""


class Concepts:
    """An encoder made by hand: what says the same lies close, all else is chance."""

    name = "invented"
    dimensions = DIMENSIONS

    def encode(self, texts):
        return np.array([self._row(text) for text in texts], np.float32).reshape(-1, DIMENSIONS)

    def _row(self, text):
        title = text.partition("\n")[0]
        places = [told.index(title) for told in (ENGLISH, GERMAN) if title in told]
        places += [_REPORTED[title]] if title in _REPORTED else []
        own = _chance(title)
        row = 0.85 * _chance(f"meaning {places[0]}") + 0.4 * own if places else own
        return row / np.linalg.norm(row)


def _chance(seed):
    row = np.array([Random(f"{seed} {at}").gauss(0, 1) for at in range(DIMENSIONS)])
    return row / np.linalg.norm(row)


def _article(sentences, language, key, hours=0, provenance=None):
    return Article(
        key,
        f"https://{key}.example/",
        sentences[0],
        "\n".join(sentences[1:]),
        language,
        ExtractionReport("1"),
        published=Dated(DAY + timedelta(hours=hours), "minute", "page", ""),
        provenance=provenance or Provenance(),
    )


def _side(article, outlet=None):
    return side_of(article, Concepts().encode(passages_of(article)), MEANS, outlet)


SOURCE = _article(ENGLISH, "en", "marrow")
TRANSLATION = _article(GERMAN, "de", "uebersetzung", 3)
REPORT = _article(OWN_REPORT, "de", "bericht", 3)


def test_a_translation_is_linked_with_its_evidence():
    link = link_of(_side(SOURCE), _side(TRANSLATION))
    assert link is not None
    assert (link.one, link.other) == tuple(sorted((SOURCE.key, TRANSLATION.key)))
    assert link.relation == "translated"
    assert link.one_in_other == link.other_in_one == 1.0
    assert link.confidence > 0.9
    assert "8 of 8 sentences have a counterpart in order" in link.evidence
    assert "figures and" in link.evidence


def test_a_report_of_the_same_event_is_no_translation():
    assert link_of(_side(SOURCE), _side(REPORT)) is None


def test_which_comes_first_does_not_matter():
    one, other = _side(SOURCE), _side(TRANSLATION)
    assert link_of(one, other) == link_of(other, one)


def test_an_excerpt_that_is_translated_is_one_too():
    link = link_of(_side(SOURCE), _side(_article(GERMAN[:5], "de", "auszug")))
    assert link is not None
    assert {link.one_in_other, link.other_in_one} == {5 / 8, 1.0}


def test_one_language_and_far_days_are_not_compared():
    assert link_of(_side(SOURCE), _side(replace(TRANSLATION, language="en-GB"))) is None
    assert link_of(_side(SOURCE), _side(replace(TRANSLATION, language="und"))) is None
    assert link_of(_side(SOURCE), _side(_article(GERMAN, "de", "spaet", 24 * 6))) is None
    undated = side_of(
        replace(TRANSLATION, published=None), Concepts().encode(passages_of(TRANSLATION)), MEANS
    )
    assert link_of(_side(SOURCE), undated) is not None


def test_a_credit_makes_it_surer_and_is_told():
    told = Provenance("translated copy", (Credit("originator", "Marrow Post", "note", "marrow"),))
    outlet = Outlet("marrow", "Marrow Post", (OutletName("Marrow Post", "en"),), "newspaper")
    silent = link_of(_side(SOURCE, outlet), _side(TRANSLATION))
    link = link_of(_side(SOURCE, outlet), _side(_article(GERMAN, "de", "uebersetzung", 3, told)))
    assert link is not None
    assert silent is not None
    assert link.confidence > silent.confidence
    assert "credits its source" in link.evidence
    assert "says it is translated" in link.evidence
    assert "credits" not in silent.evidence


def test_as_many_vectors_as_passages():
    with pytest.raises(ValueError, match="vectors"):
        side_of(SOURCE, Concepts().encode(ENGLISH[:3]), MEANS)


@pytest.mark.parametrize("text", ["", "\u202e", "…", "7", "数"])
def test_texts_with_nothing_in_them_are_no_translations(text):
    empty = Article("e", "https://e.example/", "", text, "de", ExtractionReport("1"))
    assert link_of(_side(empty), _side(SOURCE)) is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(["ar", "zh", "de", "und", ""]))
def test_any_text_is_judged_and_the_same_from_both_ends(title, text, language):
    any_text = Article("x", "https://x.example/", title, text, language, ExtractionReport("1"))
    one, other = _side(any_text), _side(SOURCE)
    link = link_of(one, other)
    assert link == link_of(other, one)
    if link is not None:
        assert min(link.one_in_other, link.other_in_one, link.confidence) >= 0.0
        assert max(link.one_in_other, link.other_in_one, link.confidence) <= 1.0
    assert links([any_text, SOURCE], encoder=Concepts()) == links(
        [SOURCE, any_text], encoder=Concepts()
    )


def test_an_encoder_of_its_own_weights_judges():
    rows = Concepts().encode(passages_of(TRANSLATION))
    strange = side_of(TRANSLATION, rows, LanguageMeans.shipped("another", DIMENSIONS))
    assert link_of(_side(SOURCE), strange) is None
    assert {"e5-small", "e5-table"} <= set(judgement().learned)


def test_in_bulk_whatever_the_order():
    articles = [SOURCE, TRANSLATION, REPORT]
    found = links(articles, encoder=Concepts())
    assert [{link.one, link.other} for link in found] == [{SOURCE.key, TRANSLATION.key}]
    assert links(articles[::-1] + articles, encoder=Concepts()) == found
    assert links([]) == links([], encoder=Concepts()) == ()


def test_without_vectors_a_credit_must_say_so():
    assert links([SOURCE, TRANSLATION]) == ()
    told = Provenance("translated copy")
    (link,) = links([SOURCE, _article(GERMAN, "de", "uebersetzung", 3, told)])
    assert "says it is translated" in link.evidence
    assert "no vectors" in link.evidence


def _head(key, language="en", hours=0.0, vector=None):
    row = _chance("head") if vector is None else vector
    time = None if hours is None else DAY + timedelta(hours=hours)
    return Head(key, language, time, row.astype(np.float32))


def test_the_window_finds_what_is_near_in_another_language_within_days():
    window = Window(DIMENSIONS)
    others = [
        _head("near", "de", 20),
        _head("undated", "fr", None),
        _head("same language", "en", 1),
        _head("unknown language", "und", 1),
        _head("late", "de", 24 * 5.1),
        _head("far", "de", 1, _chance("something else")),
        _head("near", "de", 500),
    ]
    for other in others:
        window.add(other)
    assert window.near(_head("asked")) == ("near", "undated")
    assert window.near(_head("near", "fr")) == ("same language",)
    assert window.near(_head("asked", "und")) == ()


def test_what_is_clearly_near_is_always_found():
    chance = np.random.default_rng(7)
    asked = chance.normal(size=384)
    asked /= np.linalg.norm(asked)
    window = Window(384)
    for number in range(300):
        other = chance.normal(size=384)
        other -= (other @ asked) * asked
        cosine = 0.56 if number % 2 else 0.1
        row = cosine * asked + np.sqrt(1 - cosine**2) * other / np.linalg.norm(other)
        window.add(_head(f"{number}", "de", 1, row))
    found = window.near(_head("asked", vector=asked))
    assert sorted(map(int, found)) == list(range(1, 300, 2))


def test_facts_fit_where_a_quarter_is_shared_or_nothing_can_be_said():
    assert facts_fit(traits_of(SOURCE), traits_of(TRANSLATION))
    other = _article(("Apricots", "Emil Sand sold 300 kilos in 14 days in Holmstad."), "de", "o")
    assert not facts_fit(traits_of(SOURCE), traits_of(other))
    few = Article("z", "https://z.example/", "港口重开", "渡轮恢复。", "zh", ExtractionReport("1"))
    assert facts_fit(traits_of(SOURCE), traits_of(few))


def test_a_head_is_centred_by_the_language():
    mean = np.eye(DIMENSIONS)[0]
    means = LanguageMeans("invented", DIMENSIONS, {"en": 1.0}, {"en": mean})
    head = head_of(SOURCE, (0.6 * mean + 0.8 * np.eye(DIMENSIONS)[1]).astype(np.float32), means)
    assert head.vector[1] > 0.8
    assert head.time == DAY
    seen = head_of(replace(SOURCE, published=None), np.ones(DIMENSIONS, np.float32), MEANS, DAY)
    assert seen.time == DAY


def _rows(seed, count):
    return np.array([_chance(f"{seed} {at}") for at in range(count)]).reshape(-1, DIMENSIONS)


ROWS = {count: _rows("pool", 12)[:count] for count in range(13)}
PLACES = st.lists(st.integers(0, 11), max_size=12)


@settings(max_examples=60, deadline=None)
@given(PLACES, PLACES, st.integers(0, 3))
def test_alignments_are_monotone_within_bounds_and_the_same_from_both_ends(here, there, noise):
    one, other = ROWS[12][here], ROWS[12][there]
    bonus = np.fromfunction(
        lambda i, j: 0.03 * ((i * 7 + j * 5 + noise) % 4), (len(here), len(there))
    )
    bonus = np.asarray(bonus).reshape(len(here), len(there))
    found = aligned(one, other, bonus)
    at = (0, 0)
    for bead in found.beads:
        assert at[0] <= bead.one[0] < bead.one[1] <= len(here)
        assert at[1] <= bead.other[0] < bead.other[1] <= len(there)
        assert (bead.one[1] - bead.one[0]) + (bead.other[1] - bead.other[0]) <= 3
        at = bead.one[1], bead.other[1]
    assert all(0.0 <= share <= 1.0 for share in found.shares)
    back = aligned(other, one, bonus.T)
    assert _worth(found, one, other, bonus) == pytest.approx(_worth(back, other, one, bonus.T))


def _worth(found, one, other, bonus):
    """What an alignment without joined sentences is worth; others are not compared."""
    if any(b.one[1] - b.one[0] != 1 or b.other[1] - b.other[0] != 1 for b in found.beads):
        return 0.0
    return sum(bead.cosine + bonus[bead.one[0], bead.other[0]] for bead in found.beads)


@given(st.integers(0, 12))
def test_a_text_aligns_fully_with_itself(count):
    rows = ROWS[count]
    found = aligned(rows, rows, np.zeros((count, count)))
    assert [bead.one for bead in found.beads] == [(at, at + 1) for at in range(count)]
    assert [bead.other for bead in found.beads] == [bead.one for bead in found.beads]


def test_one_sentence_may_stand_for_two():
    rows = ROWS[4]
    joined = rows[1] + rows[2]
    other = np.array([rows[0], joined / np.linalg.norm(joined), rows[3]])
    found = aligned(rows, other, np.zeros((4, 3)))
    assert [(bead.one, bead.other) for bead in found.beads] == [
        ((0, 1), (0, 1)),
        ((1, 3), (1, 2)),
        ((3, 4), (2, 3)),
    ]
    assert found.shares == (1.0, 1.0)
